import type { Container, ContainerAction } from '../engine/container.ts';
import type { Clean } from '../text/clean.ts';
import type { SortColumn } from './container-columns.ts';
import { initialLogState, type LogState } from './logs/log-state.ts';
import type { PanelId } from './panel-id.ts';
import type { Prompt } from './prompts.ts';

export type Notice = { readonly text: string; readonly kind: 'info' | 'good' | 'bad'; readonly until: number };

/** A question about one container, bound to its ID: the answer never reaches another one of the same name. */
export type Question = {
	readonly action: ContainerAction;
	readonly id: string;
	readonly name: Clean;
	readonly button: 'cancel' | 'confirm';
	/** Keys before this time (monotonic, ms) do not count; Infinity until the dialog has been drawn. */
	readonly armedAt: number;
};

export type Dialog =
	| { readonly kind: 'help' }
	| { readonly kind: 'confirm'; readonly question: Question }
	| {
			readonly kind: 'message';
			readonly title: string;
			/** An address to open elsewhere. */
			readonly url?: string;
			readonly lines: readonly string[];
	  }
	| { readonly kind: 'hosts'; readonly index: number };

/** What the person has chosen to look at. Data is elsewhere: see model.ts. */
export type State = {
	readonly focus: PanelId;
	readonly full: PanelId | undefined;
	readonly dialog: Dialog | undefined;
	readonly filter: string;
	/** The line that is being typed. */
	readonly prompt: Prompt | undefined;
	readonly sort: SortColumn;
	readonly showsAll: boolean;
	/** The ID of the selected container; undefined is the first row. */
	readonly selected: string | undefined;
	readonly log: LogState;
	/** Which of the active alerts is looked at, from 0. */
	readonly alert: number;
	/** Rows scrolled down in the panels that are longer than they are high. */
	readonly scroll: number;
	readonly isFrozen: boolean;
	/** Seconds between refreshes. */
	readonly interval: number;
	readonly notice: Notice | undefined;
	/** Actions under way, by container ID. */
	readonly acting: ReadonlyMap<string, ContainerAction>;
	/** The host asked for, by its `instance` label or its name; undefined is this machine's. */
	readonly host: string | undefined;
};

export const initialState = ({ interval, host }: Pick<State, 'interval' | 'host'>): State => ({
	focus: 'containers',
	full: undefined,
	dialog: undefined,
	filter: '',
	prompt: undefined,
	sort: 'cpu',
	showsAll: false,
	selected: undefined,
	log: initialLogState,
	alert: 0,
	scroll: 0,
	isFrozen: false,
	interval,
	notice: undefined,
	acting: new Map(),
	host,
});

export const intervals = [0.5, 1, 2, 5, 10, 30, 60] as const;

/** The next longer (+1) or shorter (-1) refresh interval, in seconds. */
export const nextInterval = (current: number, direction: 1 | -1): number =>
	(direction === 1 ? intervals.find(each => each > current) : intervals.findLast(each => each < current)) ?? current;

export const isRunning = (container: Container): boolean =>
	container.state === 'running' || container.state === 'paused' || container.state === 'restarting';
