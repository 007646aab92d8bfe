import { testShortForm } from '../prove/short-form.ts';
import { sanitiserAlone } from '../prove/suites/sanitiser-alone.ts';

testShortForm(sanitiserAlone, 120);
