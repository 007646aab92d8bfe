import { testShortForm } from '../../prove/short-form.ts';
import { neverLies } from '../../prove/suites/never-lies.ts';
import { describeParts } from '../describe-parts.ts';

describeParts('what is promised of numbers', () => testShortForm(neverLies, 300));
