/** What one check looked at, and what was wrong. */
export type Finding = { readonly count: number; readonly wrong: readonly string[] };
