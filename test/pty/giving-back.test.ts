import { testShortForm } from '../prove/short-form.ts';
import { givingBack } from '../prove/suites/giving-back.ts';

testShortForm(givingBack, 300);
