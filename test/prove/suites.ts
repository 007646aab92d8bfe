import type { Suite } from './suite.ts';
import { cleanText } from './suites/clean-text.ts';
import { fields } from './suites/fields.ts';
import { givingBack } from './suites/giving-back.ts';
import { guardAlone } from './suites/guard-alone.ts';
import { inputs } from './suites/inputs.ts';
import { neverHangs } from './suites/never-hangs.ts';
import { sanitiserAlone } from './suites/sanitiser-alone.ts';

/** Every suite there is, in the order of the promises. */
export const suites: readonly Suite[] = [cleanText, fields, inputs, guardAlone, sanitiserAlone, givingBack, neverHangs];
