import type { Clean } from '../../text/clean.ts';

/** Whose a process is: the ID of its container, and the model that it runs; absent where that cannot be told. */
export type Owner = { readonly container: string | undefined; readonly model: Clean | undefined };
