/** What grows since boot, at one moment. Absent parts are unknown on this machine. */
export type Counters = {
	/** Milliseconds of a monotonic clock. */
	readonly at: number;
	/** Time per core and mode, in any unit that is the same for all modes. */
	readonly cores: ReadonlyMap<string, Readonly<Record<string, number>>>;
	/** Bytes, and seconds in which there was any work. */
	readonly disks: ReadonlyMap<string, { readonly read: number; readonly written: number; readonly busy?: number }>;
	/** Bytes. */
	readonly networks: ReadonlyMap<string, { readonly received: number; readonly sent: number }>;
};

const modes = ['user', 'nice', 'system', 'idle', 'iowait', 'irq', 'softirq', 'steal'] as const;

const rows = (text: string): string[][] =>
	text
		.split('\n')
		.map(line => line.trim().split(/\s+/))
		.filter(([first]) => first !== '');

/** Linux: the cores of /proc/stat. Guests are not counted: they are in `user` already. */
export const parseCores = (text: string): Counters['cores'] =>
	new Map(
		rows(text)
			.filter(([name]) => /^cpu[0-9]+$/.test(name!))
			.map(([name, ...ticks]) => [
				name!.slice(3),
				Object.fromEntries(modes.map((mode, index) => [mode, Number(ticks[index] ?? 0)])),
			]),
	);

const sector = 512;

/** Linux: /proc/diskstats. */
export const parseDisks = (text: string): Counters['disks'] =>
	new Map(
		rows(text)
			.filter(fields => fields.length >= 14)
			.map(fields => [
				fields[2]!,
				{ read: Number(fields[5]) * sector, written: Number(fields[9]) * sector, busy: Number(fields[12]) / 1000 },
			]),
	);

/** Linux: /proc/net/dev. */
export const parseNetworks = (text: string): Counters['networks'] =>
	new Map(
		text
			.split('\n')
			.map(line => /^\s*(.+?):\s*(.*)$/.exec(line))
			.filter(match => match !== null)
			.map(([, name, rest]) => {
				const fields = rest!.split(/\s+/).map(Number);
				return [name!, { received: fields[0] ?? 0, sent: fields[8] ?? 0 }];
			}),
	);
