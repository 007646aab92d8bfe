import type { LogLine } from '../../engine/container.ts';
import type { Clean } from '../../text/clean.ts';
import type { Level } from '../../text/log-level.ts';

/** A line that is held for the screen. */
export type HeldLine = {
	/** Its place: greater is later, and no two are alike. */
	readonly seq: number;
	/** The ID and the name of the container that wrote it. */
	readonly source: string;
	readonly name: Clean;
	readonly line: LogLine;
	/** What it says of itself, or what the line says that it goes on with. */
	readonly level: Level | undefined;
	/** Said by aixcl, such as that the container stopped. */
	readonly isMark?: true;
};

/** How exactly a log can be followed now. */
export type LogStatus = 'none' | 'opening' | 'following' | 'created' | 'stopped' | 'removed' | 'lost' | 'failed';

/** What is known of the log that is looked at; what of it is shown is in log-state.ts. */
export type LogView = {
	/** Another number is another reading, in which no place of the last one means anything. */
	readonly feed: number;
	/** Of the one container; absent where there are several or none. */
	readonly id: string | undefined;
	readonly name: Clean | undefined;
	/** The names of the containers read, for the prefix of their lines; empty for one. */
	readonly names: readonly Clean[];
	/** Oldest first. */
	readonly lines: readonly HeldLine[];
	/** Lines that were let go of at the beginning, because there were too many. */
	readonly dropped: number;
	readonly status: LogStatus;
	readonly error: unknown;
	/** Whether the first line held is the first there is. */
	readonly isWhole: boolean;
	/** Whether the last line held is the last there is. */
	readonly isCurrent: boolean;
	/** Older lines are being read: as far back as this so far, in milliseconds since the epoch. */
	readonly reading: { readonly backTo: number | undefined } | undefined;
	/** The line to begin at, until the person moves; absent is the newest. */
	readonly start: { readonly seq: number; readonly edge: 'top' | 'bottom' } | undefined;
};

export const noLog: LogView = {
	feed: 0,
	id: undefined,
	name: undefined,
	names: [],
	lines: [],
	dropped: 0,
	status: 'none',
	error: undefined,
	isWhole: false,
	isCurrent: true,
	reading: undefined,
	start: undefined,
};
