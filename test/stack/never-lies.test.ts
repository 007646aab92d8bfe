import { testShortForm } from '../prove/short-form.ts';
import { neverLies } from '../prove/suites/never-lies.ts';
import { describeRig } from './require-rig.ts';

describeRig('what is promised of numbers', () => testShortForm(neverLies, 300));
