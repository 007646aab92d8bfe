import { testShortForm } from '../prove/short-form.ts';
import { inputs } from '../prove/suites/inputs.ts';

testShortForm(inputs, 120);
