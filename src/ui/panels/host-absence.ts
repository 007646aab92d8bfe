import { lastValue } from '../../store/remote.ts';
import type { Model } from '../model.ts';

/** Why a panel of the host has nothing to show: another host was asked for, or nobody measures this one. */
export const hostAbsence = ({ state, snapshot }: Model, what: string): string => {
	if (state.at !== undefined) return `No ${what} metrics were measured at that time.`;
	const known = lastValue(snapshot)?.hosts ?? [];
	if (state.host === undefined || known.length === 0) return `No ${what} metrics: no node_exporter among the targets.`;
	const names = known.map(({ name, instance }) => name ?? instance).join(', ');
	return `Prometheus has no host "${state.host}". It has ${names}: press i to pick one, or name it with --instance.`;
};
