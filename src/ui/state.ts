import type { Container, ContainerAction } from '../engine/container.ts';
import type { ModelAction } from '../llm/model-action.ts';
import type { WindowName } from '../metrics/window.ts';
import type { Clean } from '../text/clean.ts';
import type { Acting } from './containers/acting.ts';
import type { ColumnId } from './containers/columns.ts';
import type { Detail } from './detail/detail.ts';
import type { Scope } from './keys/binding.ts';
import { initialLlmState, type LlmState } from './llm/view.ts';
import { initialLogState, type LogState } from './logs/log-state.ts';
import type { MenuDialog } from './menus/menu.ts';
import type { PanelId } from './panel-id.ts';
import type { Prompt } from './prompts.ts';

export type Notice = { readonly text: string; readonly kind: 'info' | 'good' | 'bad'; readonly until: number };

/** A container, or a model, that something is done to. */
export type Target = { readonly id: string; readonly name: Clean };

/** A question about containers, bound to their IDs: the answer never reaches another one of the same name. Or about a model. */
export type Question = {
	readonly action: ContainerAction | ModelAction;
	/** Of `kill`. */
	readonly signal?: string;
	/** In the order in which it is done to them. */
	readonly targets: readonly Target[];
	/** What follows from it, a sentence each. */
	readonly lines: readonly string[];
	/** What has been typed of the word that has to be, where one has to be. */
	readonly typed: string | undefined;
	readonly button: 'cancel' | 'confirm';
	/** Keys before this time (monotonic, ms) do not count; Infinity until the dialog has been drawn. */
	readonly armedAt: number;
};

export type Dialog =
	| {
			readonly kind: 'help';
			/** Where its keys come first: where one was when it was opened. */
			readonly scopes: readonly Scope[];
			/** Lines scrolled down. */
			readonly scroll: number;
	  }
	| { readonly kind: 'confirm'; readonly question: Question }
	| {
			readonly kind: 'message';
			readonly title: string;
			/** An address to open elsewhere. */
			readonly url?: string;
			readonly lines: readonly string[];
	  }
	| MenuDialog;

/** What the person has chosen to look at. Data is elsewhere: see model.ts. */
export type State = {
	readonly focus: PanelId;
	readonly full: PanelId | undefined;
	readonly dialog: Dialog | undefined;
	readonly filter: string;
	/** The line that is being typed. */
	readonly prompt: Prompt | undefined;
	readonly sort: ColumnId;
	/** Columns that are not to be shown however wide the table is. */
	readonly hidden: ReadonlySet<ColumnId>;
	/** Whether the table is grouped by compose project, where there are several. */
	readonly isGrouped: boolean;
	readonly showsAll: boolean;
	/** The ID of the selected container; undefined is the first row. */
	readonly selected: string | undefined;
	/** The IDs of the marked containers: what is done is done to them. */
	readonly marked: ReadonlySet<string>;
	/** The container whose details are looked at, and which of them. */
	readonly detail: Detail | undefined;
	readonly log: LogState;
	readonly llm: LlmState;
	/** Which of the active alerts is looked at, from 0. */
	readonly alert: number;
	/** Which of the changes is looked at, from 0; and how often they were asked for. */
	readonly change: number;
	readonly comparing: number;
	/** Rows scrolled down in the panels that are longer than they are high. */
	readonly scroll: number;
	readonly isFrozen: boolean;
	/** How far back the charts are to reach. */
	readonly window: WindowName;
	/** The earlier instant that is shown, in milliseconds since the epoch by the source's clock; absent is now. */
	readonly at: number | undefined;
	/** Which event the cursor is to go to once it is known what happened. */
	readonly seeking: 'next' | 'previous' | undefined;
	/** Seconds between refreshes. */
	readonly interval: number;
	readonly notice: Notice | undefined;
	/** Actions under way, by container ID. */
	readonly acting: ReadonlyMap<string, Acting>;
	/** The host asked for, by its `instance` label or its name; undefined is this machine's. */
	readonly host: string | undefined;
};

// The rest of the columns is for those who ask for them.
const hiddenAtFirst: ReadonlySet<ColumnId> = new Set(['disk-read', 'disk-written', 'project', 'service']);

export const initialState = ({ interval, host }: Pick<State, 'interval' | 'host'>): State => ({
	focus: 'containers',
	full: undefined,
	dialog: undefined,
	filter: '',
	prompt: undefined,
	sort: 'cpu',
	hidden: hiddenAtFirst,
	isGrouped: true,
	showsAll: false,
	selected: undefined,
	marked: new Set(),
	detail: undefined,
	log: initialLogState,
	llm: initialLlmState,
	alert: 0,
	change: 0,
	comparing: 0,
	scroll: 0,
	isFrozen: false,
	window: '1h',
	at: undefined,
	seeking: undefined,
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
