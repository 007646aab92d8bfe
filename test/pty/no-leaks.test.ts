import { testShortForm } from '../prove/short-form.ts';
import { noLeaks } from '../prove/suites/no-leaks.ts';

testShortForm(noLeaks, 420);
