import type { MetricId } from '../../metrics/catalogue/catalogue.ts';
import { formatBytes, formatCount, formatRatio } from '../../metrics/format.ts';
import type { Snapshot } from '../../metrics/snapshot.ts';
import { fact, factsLine } from '../facts.ts';
import { paint } from '../paint.ts';
import { labelled, sumIn, valueIn } from '../readings.ts';

/** What the machine does while requests are answered: processors, memory, GPUs and the database, in one line; none while none is, or nothing of it is known. */
export const besideLines = (snapshot: Snapshot | undefined, width: number): string[] => {
	const running = sumIn(snapshot, 'llm.requests_in_flight') ?? 0;
	if (running < 1) return [];
	const gpus = Object.entries(snapshot?.readings ?? {}).find(([id]) => id === 'gpu.utilization_ratio')?.[1] ?? [];
	const waiting = sumIn(snapshot, 'llm.requests_waiting');
	const used = valueIn(snapshot, 'host.memory.used_bytes');
	const total = valueIn(snapshot, 'host.memory.total_bytes');
	const swap = valueIn(snapshot, 'host.swap.used_bytes');
	const active = labelled(snapshot, 'postgres.connections.by_state', 'state', 'active');
	const known = (id: MetricId, name: string, format: (value: number) => string) => {
		const value = valueIn(snapshot, id);
		return value === undefined ? [] : [fact(name, format(value))];
	};
	const facts = [
		...(waiting === undefined ? [] : [fact('waiting', formatCount(waiting))]),
		...known('host.cpu.ratio', 'CPU', formatRatio),
		...(used === undefined ? [] : [fact('memory', `${formatBytes(used)} of ${formatBytes(total)}`)]),
		...gpus.map(({ labels, value }, index) => fact(`GPU ${labels.index ?? index}`, formatRatio(value))),
		...(active === undefined ? [] : [fact('Postgres', `${formatCount(active)} active`)]),
		...known('host.load1', 'load', formatCount),
		...(swap === undefined || swap === 0 ? [] : [fact('swap', formatBytes(swap))]),
	];
	if (facts.length === 0) return [];
	const title = paint(`While ${formatCount(running)} ${running === 1 ? 'request runs' : 'requests run'}`, 'bold');
	return [factsLine([title, ...facts], width)];
};
