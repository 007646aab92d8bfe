import type { Remote } from '../../store/remote.ts';
import { lastValue } from '../../store/remote.ts';
import { emptyLines } from '../empty.ts';
import type { Model } from '../model.ts';
import { containerNow } from './about.ts';
import { chartLines } from './charts.ts';
import { configLines } from './config.ts';
import type { Tab } from './detail.ts';
import { eventLines } from './events.ts';
import { healthLines } from './health.ts';
import { mountLines } from './mounts.ts';
import { networkLines } from './network.ts';
import { overviewLines } from './overview.ts';
import { processLines } from './processes.ts';

const from = <T>(remote: Remote<T>, width: number, draw: (value: T) => string[]): string[] => {
	const value = lastValue(remote);
	return value === undefined ? emptyLines(remote, '', width) : draw(value);
};

const said = (sentence: string, width: number): string[] =>
	emptyLines({ status: 'fresh', value: undefined, receivedAt: 0 }, sentence, width);

/** Those of a paused container stand still, and are there all the same; Podman does not tell them. */
const processesTab = (model: Model, width: number): string[] => {
	const state = containerNow(model)?.state;
	if (state !== 'running' && state !== 'paused') return said('It does not run, so nothing runs in it.', width);
	if (state === 'paused' && model.processes.status === 'failed')
		return said('It is paused: this engine does not tell what runs in it meanwhile.', width);
	return from(model.processes, width, table => processLines(table, width));
};

const drawTab: Readonly<Record<Tab, (model: Model, width: number, height: number) => string[]>> = {
	overview: overviewLines,
	config: ({ inspection }, width) => from(inspection, width, details => configLines(details, width)),
	mounts: ({ inspection }, width) => from(inspection, width, details => mountLines(details, width)),
	network: ({ inspection }, width) => from(inspection, width, details => networkLines(details, width)),
	health: ({ inspection, clock }, width) => from(inspection, width, details => healthLines(details, clock.wall, width)),
	processes: processesTab,
	events: ({ events, state, clock }) => eventLines(events, state.detail?.id, clock.wall),
	charts: chartLines,
};

/** All lines of the tab that is looked at, for so many cells; the panel shows as many as it has room for. */
export const detailLines = (model: Model, width: number, height: number): string[] => {
	const { detail } = model.state;
	return detail ? drawTab[detail.tab](model, width, height) : [];
};
