import type { MetricId } from '../../metrics/catalogue/catalogue.ts';
import type { Readings } from '../../metrics/snapshot.ts';
import { type Energy, energyOf } from './energy.ts';
import { keyOf, type ModelRow, modelRows } from './rows.ts';

/** One model against the others, over the last hour. What nobody tells is absent. */
export type Compared = {
	readonly row: ModelRow;
	readonly requests: number | undefined;
	readonly tokens: number | undefined;
	readonly load: number | undefined;
	readonly loads: number | undefined;
	/** What of it lies on the GPU, 0..1. */
	readonly gpuShare: number | undefined;
	/** Joules for a thousand tokens, of everything and beyond rest. */
	readonly gross: number | undefined;
	readonly net: number | undefined;
	/** Of the electricity for a million tokens, in the money of the price. */
	readonly cost: number | undefined;
	/** CPU seconds a request; only where no sensor tells of energy. */
	readonly cpuSeconds: number | undefined;
	readonly failed: number | undefined;
};

export type Comparison = { readonly models: readonly Compared[]; readonly energy: Energy };

const joulesInKilowattHour = 3_600_000;
// A mean of fewer tokens is mostly rounding.
const fewestTokens = 100;

const per = (whole: number | undefined, share: number | undefined, count: number | undefined): number | undefined =>
	whole === undefined || share === undefined || count === undefined || count <= 0 ? undefined : (whole * share) / count;

/** The models of a snapshot side by side. What they used together is shared out by the time that each was at work. */
export const compareModels = (snapshot: Readings, details: Readings, price: number | undefined): Comparison => {
	const energy = energyOf(snapshot, details);
	const rows = modelRows(snapshot);
	const value = (id: MetricId, row: ModelRow, quantile?: string) =>
		details[id]?.find(reading => keyOf(reading) === row.key && reading.labels.quantile === quantile)?.value;
	const allBusy = (details['llm.busy_seconds'] ?? []).reduce((sum, each) => sum + each.value, 0);
	const working = rows.filter(row => (value('llm.tokens', row) ?? 0) > 0);
	const shareOf = (row: ModelRow): number | undefined => {
		if (working.length === 1 && working[0] === row) return 1;
		const busy = value('llm.busy_seconds', row);
		return busy === undefined || allBusy <= 0 ? undefined : busy / allBusy;
	};
	const cpu = (details['llm.cpu_seconds'] ?? []).reduce<number | undefined>(
		(sum, each) => (sum ?? 0) + each.value,
		undefined,
	);
	return {
		energy,
		models: rows.map(row => {
			const tokens = value('llm.tokens', row);
			const enough = tokens !== undefined && tokens >= fewestTokens ? tokens / 1000 : undefined;
			const share = shareOf(row);
			const requests = row.request.samples ?? row.firstToken.samples;
			const gross = per(energy.gross, share, enough);
			return {
				row,
				requests,
				tokens,
				load: value('llm.load_seconds', row, '0.5'),
				loads: value('llm.model_loads', row),
				gpuShare: row.size ? (row.vram === undefined ? undefined : Math.min(1, row.vram / row.size)) : undefined,
				gross,
				net: per(energy.net, share, enough),
				cost: gross === undefined || price === undefined ? undefined : (gross * 1000 * price) / joulesInKilowattHour,
				cpuSeconds: energy.gross === undefined ? per(cpu, share, requests) : undefined,
				failed: value('llm.requests_failed', row),
			};
		}),
	};
};
