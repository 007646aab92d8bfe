import type { Suite } from './suite.ts';
import { boundedAnswers } from './suites/bounded-answers.ts';
import { cleanText } from './suites/clean-text.ts';
import { fields } from './suites/fields.ts';
import { givingBack } from './suites/giving-back.ts';
import { guardAlone } from './suites/guard-alone.ts';
import { hardening } from './suites/hardening.ts';
import { inputs } from './suites/inputs.ts';
import { neverDies } from './suites/never-dies.ts';
import { neverHangs } from './suites/never-hangs.ts';
import { neverLies } from './suites/never-lies.ts';
import { noLeaks } from './suites/no-leaks.ts';
import { questions } from './suites/questions.ts';
import { readOnly } from './suites/read-only.ts';
import { sanitiserAlone } from './suites/sanitiser-alone.ts';
import { secrets } from './suites/secrets.ts';
import { supply } from './suites/supply.ts';

/** Every suite there is, in the order of the promises. */
export const suites: readonly Suite[] = [
	neverLies,
	...[readOnly, questions],
	...[cleanText, fields, inputs, guardAlone, sanitiserAlone],
	...[neverDies, boundedAnswers],
	givingBack,
	neverHangs,
	...[noLeaks, secrets],
	...[supply, hardening],
];
