import { readdirSync, readFileSync } from 'node:fs';

/** What this machine and the rig's database count since they were started, read by the plainest means. */
export type OwnCounters = Readonly<Record<string, number>>;

/** A moment, in milliseconds since the epoch, and the counters then. */
export type Moment = { readonly at: number; readonly counters: OwnCounters };

const fieldsOf = (text: string): number[] => text.trim().split(/\s+/).map(Number);

const processorCounters = (): OwnCounters => {
	const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
	const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = fieldsOf(
		line.slice(3),
	);
	return {
		busy: user + nice + system + irq + softirq,
		total: user + nice + system + idle + iowait + irq + softirq + steal,
		user,
		system,
	};
};

const deviceCounters = (): OwnCounters => {
	const counters: Record<string, number> = {};
	for (const disk of readdirSync('/sys/block').filter(name => /^(sd|vd|xvd|nvme)/.test(name))) {
		const fields = fieldsOf(readFileSync(`/sys/block/${disk}/stat`, 'utf8'));
		counters[`read ${disk}`] = fields[2]! * 512;
		counters[`written ${disk}`] = fields[6]! * 512;
	}
	for (const device of readdirSync('/sys/class/net').filter(name => /^(eth|en|wl)/.test(name))) {
		const bytes = (way: string) => Number(readFileSync(`/sys/class/net/${device}/statistics/${way}_bytes`, 'utf8'));
		counters[`received ${device}`] = bytes('rx');
		counters[`sent ${device}`] = bytes('tx');
	}
	return counters;
};

const databaseSql = `select sum(xact_commit), sum(xact_rollback), sum(blks_hit), sum(blks_read), sum(temp_bytes) from pg_stat_database`;

/** Everything that is counted, now. */
export const readMoment = async (psql: (sql: string) => Promise<string>): Promise<Moment> => {
	const at = Date.now();
	const own = { ...processorCounters(), ...deviceCounters() };
	const [committed, rolledBack, hit, read, temporary] = (await psql(databaseSql)).split('|').map(Number);
	return {
		at,
		counters: {
			...own,
			committed: committed!,
			rolledBack: rolledBack!,
			hit: hit!,
			missed: read!,
			temporary: temporary!,
		},
	};
};

/** Growth between two moments, and the seconds between them. */
export const growthBetween = (before: Moment, after: Moment) => ({
	seconds: (after.at - before.at) / 1000,
	of: (name: string): number => after.counters[name]! - before.counters[name]!,
});
