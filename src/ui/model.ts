import type { Container, ContainerStats, EngineInfo } from '../engine/container.ts';
import type { ContainerDetails, ContainerEvent, ProcessTable } from '../engine/details.ts';
import type { ActiveAlert } from '../metrics/alert-rule.ts';
import type { PastEvent } from '../metrics/event.ts';
import type { History } from '../metrics/history.ts';
import type { Silencing } from '../metrics/silence.ts';
import type { Readings, Snapshot } from '../metrics/snapshot.ts';
import { pending, type Remote } from '../store/remote.ts';
import type { Clean } from '../text/clean.ts';
import type { Compared } from './changes.ts';
import type { Glyphs } from './glyphs.ts';
import type { Owner } from './gpu/owner.ts';
import { initialLlmView, type LlmView } from './llm/view.ts';
import { type LogView, noLog } from './logs/held-line.ts';
import { isOptional } from './panel-id.ts';
import { nothingPresent, type Presence, presenceAfter } from './presence.ts';
import { initialState, type State } from './state.ts';

export type EngineView = {
	/** Display form of the endpoint, absent where none was found. */
	readonly url: Clean | undefined;
	readonly info: EngineInfo | undefined;
	readonly isReadOnly: boolean;
};

/** Everything that is drawn: what was learnt, what the person chose, and how the terminal is. */
export type Model = {
	readonly state: State;
	readonly snapshot: Remote<Snapshot>;
	readonly history: Remote<History>;
	readonly containers: Remote<readonly Container[]>;
	readonly stats: ReadonlyMap<string, ContainerStats>;
	/** What happened to containers lately, oldest first. */
	readonly events: readonly ContainerEvent[];
	/** Of the container whose details are looked at. */
	readonly inspection: Remote<ContainerDetails>;
	readonly processes: Remote<ProcessTable>;
	readonly usageHistory: Remote<History>;
	/** Of the panel whose charts have the full screen. */
	readonly chartHistory: Remote<History>;
	readonly logs: LogView;
	/** What is other than usual. */
	readonly changes: Remote<Compared>;
	/** These three are asked for only while they are looked at. */
	readonly details: Remote<Readings>;
	readonly alerts: Remote<readonly ActiveAlert[]>;
	readonly silencing: Remote<Silencing>;
	readonly llm: LlmView;
	readonly engine: EngineView;
	/** The source in use now; its URL is absent for the local sampler. */
	readonly source: { readonly name: 'prometheus' | 'local'; readonly url: string | undefined };
	/** How far back the charts reach, in milliseconds. */
	readonly window: number;
	/** When the source's numbers begin, in milliseconds since the epoch; absent where that is not known. */
	readonly reach: number | undefined;
	/** Seconds that the source's clock is ahead of this machine's, where that is worth telling. */
	readonly skew: number | undefined;
	/** What happened in the window of the charts, the earliest first. */
	readonly pastEvents: Remote<readonly PastEvent[]>;
	/** Wall clock and monotonic clock in milliseconds, advanced once a second. */
	readonly clock: { readonly wall: number; readonly monotonic: number };
	readonly glyphs: Glyphs;
	/** Whose the processes on GPUs are, by pid. */
	readonly gpuOwners: ReadonlyMap<string, Owner>;
	/** What there is on this machine of that which not every machine has. */
	readonly presence: Presence;
	readonly size: { readonly columns: number; readonly rows: number };
};

export const initialModel = (
	fixed: Pick<Model, 'engine' | 'source' | 'clock' | 'glyphs' | 'size'> &
		Partial<Pick<Model, 'llm'>> &
		Pick<State, 'interval' | 'host'>,
): Model => ({
	state: initialState(fixed),
	snapshot: pending,
	history: pending,
	containers: pending,
	stats: new Map(),
	events: [],
	inspection: pending,
	processes: pending,
	usageHistory: pending,
	chartHistory: pending,
	logs: noLog,
	details: pending,
	alerts: pending,
	changes: pending,
	silencing: pending,
	window: 3_600_000,
	reach: undefined,
	skew: undefined,
	pastEvents: pending,
	gpuOwners: new Map(),
	presence: nothingPresent,
	llm: fixed.llm ?? initialLlmView,
	engine: fixed.engine,
	source: fixed.source,
	clock: fixed.clock,
	glyphs: fixed.glyphs,
	size: fixed.size,
});

export type Change = Partial<Omit<Model, 'state'>> & { readonly state?: Partial<State> };

// What comes from outside is held back while the screen is frozen.
const heldWhileFrozen = [
	'snapshot',
	'history',
	'containers',
	'stats',
	'events',
	'inspection',
	'processes',
	'usageHistory',
	'chartHistory',
	'pastEvents',
	'logs',
	'details',
	'alerts',
	'llm',
] as const;

/** A panel that is not there any more cannot be looked at. */
const withPresence = (model: Model): Model => {
	const presence = presenceAfter(model.presence, model.snapshot);
	if (presence === model.presence) return model;
	const { focus } = model.state;
	const isGone = isOptional(focus) && model.presence.panels.includes(focus) && !presence.panels.includes(focus);
	return { ...model, presence, state: isGone ? { ...model.state, focus: 'containers', full: undefined } : model.state };
};

/** The model with some parts replaced. */
export const change = (model: Model, { state, ...parts }: Change): Model => {
	const next = { ...model, ...parts, state: state ? { ...model.state, ...state } : model.state };
	if (model.state.isFrozen && state?.isFrozen !== false)
		for (const part of heldWhileFrozen) Object.assign(next, { [part]: model[part] });
	return next.snapshot === model.snapshot ? next : withPresence(next);
};
