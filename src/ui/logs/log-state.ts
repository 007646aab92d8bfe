/** Several containers whose logs are merged: all of a compose project, or these. */
export type MergedLogs = { readonly project: string } | { readonly ids: readonly string[] };

/** Which containers' logs are looked at. */
export type LogTarget = 'selected' | MergedLogs | { readonly id: string };

export const isMerged = (target: LogTarget): target is MergedLogs => target !== 'selected' && !('id' in target);

/** Where to begin to read. Another object is another wish, also with the same contents. */
export type LogGoal =
	| { readonly kind: 'tail' }
	| { readonly kind: 'head' }
	/** So that the first line at or after this is at the top, or the last one before it at the bottom; ms since the epoch. */
	| { readonly kind: 'from' | 'before'; readonly at: number };

/** The last row in sight: a line, and which of its rows; for one reading of the log only. */
export type LogPlace = { readonly feed: number; readonly seq: number; readonly row: number };

export type StampMode = 'off' | 'relative' | 'local' | 'utc';
export type LevelFilter = 'all' | 'warn' | 'error';

/** A search that goes on beyond what is held: older or newer than this line. */
export type Hunt = { readonly direction: 'older' | 'newer'; readonly seq: number };

/** What the person has chosen to see of the logs. */
export type LogState = {
	readonly target: LogTarget;
	readonly goal: LogGoal;
	/** Whether the newest line stays in sight. */
	readonly follows: boolean;
	readonly place: LogPlace | undefined;
	/** The line the keys mean, on the full screen; absent is the last in sight. */
	readonly cursor: number | undefined;
	readonly stamps: StampMode;
	readonly isWrapped: boolean;
	/** As typed: words, or a regular expression between slashes; empty is none. */
	readonly search: string;
	/** The same; with an exclamation mark before it those lines that do not match. */
	readonly filter: string;
	/** A filter that is still being typed shows only what is held. */
	readonly isTypingFilter: boolean;
	readonly level: LevelFilter;
	/** Nothing older than so many minutes. */
	readonly minutes: number | undefined;
	readonly unfolded: ReadonlySet<number>;
	readonly marked: ReadonlySet<number>;
	readonly hunt: Hunt | undefined;
	/** Whether reading older lines was called off until the person moves. */
	readonly isHalted: boolean;
};

export const initialLogState: LogState = {
	target: 'selected',
	goal: { kind: 'tail' },
	follows: true,
	place: undefined,
	cursor: undefined,
	stamps: 'off',
	isWrapped: false,
	search: '',
	filter: '',
	isTypingFilter: false,
	level: 'all',
	minutes: undefined,
	unfolded: new Set(),
	marked: new Set(),
	hunt: undefined,
	isHalted: false,
};

/** With the newest line in sight, and kept there. */
export const atTheEnd = (log: LogState): LogState => ({
	...log,
	follows: true,
	place: undefined,
	cursor: undefined,
	hunt: undefined,
	isHalted: false,
});

/** The log read anew, from its end or from a moment on. */
export const readFrom = (log: LogState, goal: LogGoal): LogState => ({
	...atTheEnd(log),
	goal,
	follows: goal.kind === 'tail',
	unfolded: new Set(),
	marked: new Set(),
});

/** Another log, with the way it is shown kept. */
export const lookAt = (log: LogState, target: LogTarget): LogState => ({
	...readFrom(log, { kind: 'tail' }),
	target,
	minutes: undefined,
});
