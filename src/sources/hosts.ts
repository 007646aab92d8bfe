import { detailIds, type MetricId, metricIds } from '../metrics/catalogue/catalogue.ts';
import { machineOf } from '../metrics/machine.ts';
import { groupOf } from '../metrics/rules.ts';
import type { Host, Labels } from '../metrics/snapshot.ts';
import { type Clean, literal } from '../text/clean.ts';

type Labelled = { readonly labels: Labels };
type ById<T extends Labelled> = Readonly<Partial<Record<MetricId, readonly T[]>>>;

const none = literal('');

/** The machines that any `host.*` series is of, and those known already, with the names that `host.info` gives them. */
export const hostsIn = (byId: ById<Labelled>, known: readonly Host[] = []): readonly Host[] => {
	const names = new Map<Clean, Clean | undefined>(known.map(({ instance, name }) => [instance, name]));
	for (const id of metricIds) {
		if (groupOf(id) !== 'host') continue;
		for (const { labels } of byId[id] ?? []) {
			const instance = labels.instance ?? none;
			names.set(instance, names.get(instance) ?? (id === 'host.info' ? labels.nodename : undefined));
		}
	}
	return [...names]
		.map(([instance, name]) => ({ instance, name }))
		.toSorted((a, b) => (a.instance < b.instance ? -1 : 1));
};

/**
 * The host that was asked for, by instance or name; where none was, this machine's, else the first.
 * One that was asked for and is not there is not replaced by another.
 */
export const pickHost = (
	hosts: readonly Host[],
	wanted: string | undefined,
	thisHostName: string,
): Host | undefined => {
	const called = (name: string) => hosts.find(host => host.instance === name) ?? hosts.find(host => host.name === name);
	return wanted === undefined ? (called(thisHostName) ?? hosts[0]) : called(wanted);
};

/** Keeps what belongs to the picked host: its own `host.*`, and of the rest all that is not of another known machine. */
export const ofHost = <T extends Labelled>(
	byId: ById<T>,
	hosts: readonly Host[],
	picked: Host | undefined,
): ById<T> => {
	const own = picked && machineOf(picked.instance);
	const others = new Set(hosts.map(host => machineOf(host.instance)).filter(machine => machine !== own));
	const isElsewhere = new Map<Clean, boolean>();
	const isOf = (id: MetricId, { instance = none }: Labels): boolean => {
		if (groupOf(id) === 'host') return instance === picked?.instance;
		if (!isElsewhere.has(instance)) isElsewhere.set(instance, others.has(machineOf(instance)));
		return !isElsewhere.get(instance);
	};
	const kept = [...metricIds, ...detailIds].map(
		id => [id, byId[id]?.filter(({ labels }) => isOf(id, labels)) ?? []] as const,
	);
	return Object.fromEntries(kept.filter(([, readings]) => readings.length > 0));
};

/** Whether something with these labels belongs to the picked host, or to no machine that is known. */
export const machineFilter = (
	hosts: readonly Host[],
	wanted: string | undefined,
	thisHostName: string,
): ((labels: Labels) => boolean) => {
	const own = pickHost(hosts, wanted, thisHostName)?.instance;
	const machine = own === undefined ? undefined : machineOf(own);
	const others = new Set(hosts.map(({ instance }) => machineOf(instance)).filter(each => each !== machine));
	return ({ instance = none }) => !others.has(machineOf(instance));
};
