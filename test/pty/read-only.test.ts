import { testShortForm } from '../prove/short-form.ts';
import { readOnly } from '../prove/suites/read-only.ts';

testShortForm(readOnly, 300);
