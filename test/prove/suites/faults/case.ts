import type { RigHandle } from '../../../stack/rig-handle.ts';
import type { Bundle } from './bundle.ts';

/** When a fault strikes: while the program runs, before it is started, or while it shows a log on the full screen. */
export type Moment = 'running' | 'starting' | 'reading a log';

/** Whom a fault strikes. */
export type Struck = { readonly bundle: Bundle; readonly rig: RigHandle };

/** One fault of one part at one moment. */
export type Case = {
	readonly name: string;
	readonly moment: Moment;
	/** Whether it strikes the parts themselves, and so every bundle there is. */
	readonly isOfAll?: boolean;
	readonly begin: (struck: Struck) => Promise<void>;
	readonly end: (struck: Struck) => Promise<void>;
	/** Fails unless the screen tells of it; `isKnown` where there were numbers before. */
	readonly sees: (bundle: Bundle, isKnown: boolean) => Promise<void>;
};
