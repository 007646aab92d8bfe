import { type Row, tableOf } from './table.ts';

/** The text of TRUST.md. */
export const documentOf = (
	rows: readonly Row[],
	seed: number,
): string => `# What aixcl promises, and what was measured of it

Written by \`npm run prove\`; nothing here is entered by hand. A row says what one suite found when it last ran: on which
version, on which day, how many cases it tried, and how many a full run tries where it was fewer. What no suite has
measured is said to be so.

To see for yourself: \`npm ci && npm run prove\`. \`--only NAME\` runs one suite, \`--short\` the form that is part of
\`npm test\`, in seconds. All chance comes from a seed, which is ${seed} unless \`--seed\` says otherwise.

${tableOf(rows)}
`;
