import { testShortForm } from '../prove/short-form.ts';
import { guardAlone } from '../prove/suites/guard-alone.ts';

testShortForm(guardAlone, 120);
