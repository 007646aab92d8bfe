import { afterEach, expect, it } from 'vitest';
import { type Comparison, differences } from './differences.ts';
import { dockerStats } from './docker-stats.ts';
import { type Counters, processors, ratesBetween, readCounters } from './machine-counters.ts';
import { cached, df, free, loads, uptime } from './machine-tools.ts';
import { describeRig } from './require-rig.ts';
import { numberIn } from './shown-number.ts';
import type { TopScreen } from './top-screen.ts';
import { closeTops, envOf, openTop } from './top-terminal.ts';
import { waitUntil } from './wait-until.ts';

// Prometheus' rates are over this many seconds; what is shown was scraped, and worked out, a moment ago.
const WINDOW = 60;
const LAG = 2;

// Where a hypervisor steals time, a narrower screen has no room for the load.
const WIDE = 150;

const FILE_SYSTEM = /^(\/\S*) +([\d.]+%).* ([\d.]+ [KMGT]?i?B) free$/;
const DEVICE = /^(\S+) +[r↓] +([\d.]+ [kMG]?B\/s) +[w↑] +([\d.]+ [kMG]?B\/s)$/;

describeRig('the numbers of aixcl top', rig => {
	afterEach(closeTops);

	const host = async (screen: TopScreen): Promise<readonly Comparison[]> => {
		const { cpu, memory } = { cpu: screen.panel('cpu'), memory: screen.panel('memory') };
		const told = await free();
		return [
			{ what: 'cores', shown: numberIn(cpu.title.split(' of ')[1] ?? ''), real: processors },
			{ what: 'load', shown: screen.fact('cpu', 'load'), real: loads()[0] ?? Number.NaN, slack: 0.2 },
			{ what: 'memory used', shown: numberIn(memory.title.replace('2 Memory', '')), real: told.used },
			{ what: 'memory', shown: numberIn(memory.title.split(' of ')[1] ?? ''), real: told.total },
			{ what: 'memory available', shown: screen.fact('memory', 'avail') * 2 ** 30, real: told.available },
			{ what: 'memory cached', shown: screen.fact('memory', 'cache') * 2 ** 30, real: cached() },
			{ what: 'uptime', shown: numberIn(/ up (.+?) {2}/.exec(screen.header)?.[1] ?? ''), real: uptime() },
		];
	};

	const fileSystems = async (screen: TopScreen): Promise<readonly Comparison[]> => {
		const found = screen.panel('io').lines.flatMap(line => FILE_SYSTEM.exec(line) ?? []);
		const [, mountpoint = 'none', ratio = '', available = ''] = found;
		const told = await df(mountpoint);
		return [
			{ what: `${mountpoint} used`, shown: numberIn(ratio), real: told.ratio },
			{ what: `${mountpoint} free`, shown: numberIn(available), real: told.free },
		];
	};

	const rates = (screen: TopScreen, from: Counters, to: Counters): readonly Comparison[] => {
		const told = ratesBetween(from, to);
		const devices = screen.panel('io').lines.flatMap(line => {
			const [, device = '', ...shown] = DEVICE.exec(line) ?? [];
			if (device === '') return [];
			// The edges of the window differ by a second or so, and disks are written to in bursts.
			return told.bytesPerSecond(device).map((real, index) => {
				return { what: `${device} ${index}`, shown: numberIn(shown[index] ?? ''), real, slack: 3000 + real * 0.1 };
			});
		});
		expect(devices.length, 'devices that are shown').toBeGreaterThan(0);
		const mode = (name: string) => screen.fact('cpu', name) / 100;
		return [
			...devices,
			{ what: 'CPU', shown: numberIn(screen.panel('cpu').title.replace('1 CPU', '')), real: told.busy, slack: 0.02 },
			{ what: 'CPU user', shown: mode('user'), real: told.share('user'), slack: 0.02 },
			{ what: 'CPU system', shown: mode('sys'), real: told.share('system'), slack: 0.02 },
			{ what: 'CPU iowait', shown: mode('iowait'), real: told.share('iowait'), slack: 0.02 },
		];
	};

	const containers = async (screen: TopScreen): Promise<readonly Comparison[]> => {
		const told = await dockerStats(rig);
		return ['busy', 'chatty', 'tty'].flatMap(name => {
			const [row, stats] = [screen.containers().get(name), told.get(name)];
			const memory = { shown: numberIn(row?.MEMORY ?? ''), real: stats?.memory ?? Number.NaN };
			const cpu = { shown: numberIn(row?.CPU ?? ''), real: stats?.cores ?? Number.NaN };
			// `chatty` has a process more while it sleeps between two lines.
			return [
				{ what: `${name} memory`, ...memory, slack: 2 ** 18 },
				{ what: `${name} CPU`, ...cpu, slack: 0.02 },
			];
		});
	};

	const readDatabase = async () => {
		const answer = await rig.psql(`select
			(select count(*) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()),
			(select sum(setting::int * case name when 'max_connections' then 1 else -1 end) from pg_settings
				where name in ('max_connections', 'superuser_reserved_connections', 'reserved_connections')),
			(select sum(pg_database_size(datname)) from pg_database where datname not in ('template0', 'template1')),
			(select sum(xact_commit + xact_rollback) from pg_stat_database),
			(select count(*) from pg_stat_activity where state = 'idle in transaction'),
			(select extract(epoch from max(now() - xact_start)) from pg_stat_activity where state = 'idle in transaction')`);
		const [connections, most, size, transactions, waiting, longest] = answer.split('|').map(Number);
		return { at: performance.now(), connections, most, size, transactions, waiting, longest } as Record<
			'at' | 'connections' | 'most' | 'size' | 'transactions' | 'waiting' | 'longest',
			number
		>;
	};
	type Database = Awaited<ReturnType<typeof readDatabase>>;

	const database = (screen: TopScreen, from: Database, to: Database): readonly Comparison[] => {
		const fact = (name: string) => screen.fact('postgres', name);
		const perSecond = ((to.transactions - from.transactions) / (to.at - from.at)) * 1000;
		const usable = / of (\d+)/.exec(screen.panel('postgres').lines[0] ?? '')?.[1] ?? '';
		return [
			// The exporter opens one to count them.
			{ what: 'connections', shown: fact('connections'), real: to.connections, slack: 1 },
			{ what: 'usable connections', shown: numberIn(usable), real: to.most },
			{ what: 'database size', shown: fact('size'), real: to.size },
			{ what: 'idle in transaction', shown: fact('idle in tx'), real: to.waiting },
			{ what: 'longest transaction', shown: fact('longest tx'), real: to.longest, slack: 3 },
			{ what: 'transactions', shown: fact('tx/s'), real: perSecond, slack: 0.5 },
		];
	};

	it('stand in every panel soon', async () => {
		const top = await openTop({ env: envOf(rig) });
		const isKnown = ({ panel, containers: rows, fact }: TopScreen) =>
			/CPU [\d.]+%/.test(panel('cpu').title) &&
			/Memory [\d.]+ [MG]iB/.test(panel('memory').title) &&
			panel('io').lines.some(line => FILE_SYSTEM.test(line)) &&
			[...Object.keys(rig.containers)].every(name => name === 'gone' || numberIn(rows().get(name)?.MEMORY ?? '') > 0) &&
			fact('postgres', 'connections') > 0;
		await top.see('numbers in every panel', isKnown, 20);
		expect(top.screen().header).toMatch(/prometheus ● \d+s {3}docker [\d.]+ ●/);
		expect(top.screen().containers().get('sick')?.STATE).toBe('unhealthy');
		expect(top.screen().containers().get('gone')?.STATE).toMatch(/^exited 3, /);
		expect(top.screen().containers().get('busy')?.LIMIT).toBe('64.0 MiB');
		await top.leave();
	});

	it('agree with /proc, free and df where this machine samples itself', async () => {
		const top = await openTop({ env: envOf(rig), args: ['--source', 'local'], columns: WIDE });
		let found: readonly string[] = ['nothing was compared'];
		await waitUntil(
			async () => {
				found = differences([...(await host(top.screen())), ...(await fileSystems(top.screen()))]);
				return found.length === 0;
			},
			{ what: 'all numbers to agree', why: () => `${found.join('\n')}\n${top.shell.text()}` },
		);
	});

	it('agree with /proc, free, df, docker stats and psql', async () => {
		const top = await openTop({ env: envOf(rig), columns: WIDE });
		const counted: Counters[] = [readCounters()];
		const before = await readDatabase();
		let found: readonly string[] = ['nothing was compared'];
		await waitUntil(
			async () => {
				const now = readCounters();
				counted.push(now);
				const at = (seconds: number) => counted.findLast(each => each.at <= now.at - seconds * 1000);
				const [from, to] = [at(WINDOW + LAG), at(LAG)];
				if (!from || !to) return false;
				const screen = top.screen();
				found = differences([
					...rates(screen, from, to),
					...database(screen, before, await readDatabase()),
					...(await host(screen)),
					...(await fileSystems(screen)),
					...(await containers(screen)),
				]);
				return found.length === 0;
			},
			{ what: 'all numbers to agree', seconds: 110, why: () => `${found.join('\n')}\n${top.shell.text()}` },
		);
	});
});
