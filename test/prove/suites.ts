import type { Suite } from './suite.ts';
import { boundedAnswers } from './suites/bounded-answers.ts';
import { cleanText } from './suites/clean-text.ts';
import { givingBack } from './suites/giving-back.ts';
import { neverDies } from './suites/never-dies.ts';
import { neverHangs } from './suites/never-hangs.ts';
import { neverLies } from './suites/never-lies.ts';

/** Every suite there is, in the order of the promises. */
export const suites: readonly Suite[] = [neverLies, cleanText, neverDies, boundedAnswers, givingBack, neverHangs];
