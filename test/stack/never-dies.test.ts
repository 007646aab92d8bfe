import { testShortForm } from '../prove/short-form.ts';
import { neverDies } from '../prove/suites/never-dies.ts';
import { describeRig } from './require-rig.ts';

describeRig('what is promised of faults', () => testShortForm(neverDies, 300));
