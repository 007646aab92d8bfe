import { testShortForm } from '../../prove/short-form.ts';
import { neverDies } from '../../prove/suites/never-dies.ts';
import { describeParts } from '../describe-parts.ts';

describeParts('what is promised of faults', () => testShortForm(neverDies, 300));
