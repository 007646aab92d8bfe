import type { Suite } from './suite.ts';
import { cleanText } from './suites/clean-text.ts';
import { givingBack } from './suites/giving-back.ts';
import { hardening } from './suites/hardening.ts';
import { neverHangs } from './suites/never-hangs.ts';
import { noLeaks } from './suites/no-leaks.ts';
import { questions } from './suites/questions.ts';
import { readOnly } from './suites/read-only.ts';
import { secrets } from './suites/secrets.ts';
import { supply } from './suites/supply.ts';

/** Every suite there is, in the order of the promises. */
export const suites: readonly Suite[] = [
	readOnly,
	questions,
	cleanText,
	givingBack,
	neverHangs,
	noLeaks,
	secrets,
	supply,
	hardening,
];
