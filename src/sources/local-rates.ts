import { diskDevices, networkDevices } from '../metrics/catalogue/exclusions.ts';
import type { Labels } from '../metrics/snapshot.ts';
import { clean } from '../text/clean.ts';
import type { Counters } from './local-counters.ts';
import { type Measured, measured } from './measured.ts';

const notDisks = new RegExp(`^(${diskDevices})$`);
const notNetworks = new RegExp(`^(${networkDevices})$`);

const idle = ['idle', 'iowait', 'steal'];

type Modes = Readonly<Record<string, number>>;

/** Share of each mode in the time that went by; undefined where none did. */
const sharesOf = (before: Modes, after: Modes): Modes | undefined => {
	// Counters of iowait may run backwards by a tick.
	const spent = Object.entries(after).map(([mode, ticks]) => [mode, Math.max(0, ticks - (before[mode] ?? 0))] as const);
	const total = spent.reduce((sum, [, ticks]) => sum + ticks, 0);
	return total > 0 ? Object.fromEntries(spent.map(([mode, ticks]) => [mode, ticks / total])) : undefined;
};

const busyOf = (shares: Modes): number => Math.max(0, 1 - idle.reduce((sum, mode) => sum + (shares[mode] ?? 0), 0));

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const cpuRates = (before: Counters, after: Counters): readonly Measured[] => {
	const cores = [...after.cores].flatMap(([cpu, modes]) => {
		const shares = before.cores.has(cpu) ? sharesOf(before.cores.get(cpu)!, modes) : undefined;
		return shares ? [{ cpu, shares }] : [];
	});
	if (cores.length === 0) return [];
	return [
		measured('host.cpu.ratio', mean(cores.map(({ shares }) => busyOf(shares)))),
		...Object.keys(cores[0]!.shares).map(mode =>
			measured('host.cpu.mode_ratio', mean(cores.map(({ shares }) => shares[mode] ?? 0)), { mode: clean(mode) }),
		),
		...cores.map(({ cpu, shares }) => measured('host.cpu.core_ratio', busyOf(shares), { cpu: clean(cpu) })),
	];
};

/** Growth a second of the counters that both moments know; one that was reset says nothing yet. */
const growth = <T extends object>(
	before: ReadonlyMap<string, T>,
	after: ReadonlyMap<string, T>,
	seconds: number,
	excluded: RegExp,
	numbers: (rate: (key: keyof T) => number | undefined, labels: Labels) => readonly Measured[],
): readonly Measured[] =>
	[...after].flatMap(([device, now]) => {
		const then = before.get(device);
		if (!then || excluded.test(device)) return [];
		const rate = (key: keyof T) => {
			const grown = Number(now[key]) - Number(then[key]);
			return grown >= 0 ? grown / seconds : undefined;
		};
		return numbers(rate, { device: clean(device) });
	});

/** The numbers of the host that lie between two moments. */
export const ratesBetween = (before: Counters, after: Counters): readonly Measured[] => {
	const seconds = (after.at - before.at) / 1000;
	return [
		...cpuRates(before, after),
		...growth(before.disks, after.disks, seconds, notDisks, (rate, labels) => [
			measured('host.disk.read_bytes_per_second', rate('read'), labels),
			measured('host.disk.written_bytes_per_second', rate('written'), labels),
			measured('host.disk.busy_ratio', rate('busy'), labels),
		]),
		...growth(before.networks, after.networks, seconds, notNetworks, (rate, labels) => [
			measured('host.network.receive_bytes_per_second', rate('received'), labels),
			measured('host.network.transmit_bytes_per_second', rate('sent'), labels),
		]),
	];
};
