import { testShortForm } from '../prove/short-form.ts';
import { neverHangs } from '../prove/suites/never-hangs.ts';

testShortForm(neverHangs, 120);
