import type { Clean } from '../../text/clean.ts';
import type { Measured } from '../measured.ts';

/** What was learnt of devices, none where there is none; and why nothing was, in a sentence, where they could not be asked. */
export type Told = { readonly numbers: readonly Measured[]; readonly fault?: Clean };

/** Who tells of devices; not asked again once it is not here. */
export type GpuTeller = { read(): Promise<Told>; readonly isHere: () => boolean };
