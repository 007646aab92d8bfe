import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { CONTAINER_IMAGE } from './containers.ts';
import { differences } from './differences.ts';
import { dockerStats } from './docker-stats.ts';
import { describeRig } from './require-rig.ts';
import { numberIn } from './shown-number.ts';
import { cellsBelow, clockOf, linesOfTab, pairsOfTab } from './tab-reading.ts';
import type { TopScreen } from './top-screen.ts';
import { selectContainer } from './top-selection.ts';
import { closeTops, envOf, openTop, type Top } from './top-terminal.ts';
import { waitUntil } from './wait-until.ts';

const SECRET = 'correct-Horse-7-battery';
const MASK = '********';

/** The parts of an inspection that the tabs are compared with. */
type Inspected = {
	readonly Id: string;
	readonly Created: string;
	readonly Image: string;
	readonly State: {
		readonly StartedAt: string;
		readonly Health: { readonly FailingStreak: number; readonly Log: readonly { End: string; ExitCode: number }[] };
	};
	readonly Config: { readonly Env: readonly string[]; readonly Labels: Readonly<Record<string, string>> };
	readonly HostConfig: {
		readonly CapAdd: readonly string[];
		readonly CapDrop: readonly string[];
		readonly LogConfig: { readonly Type: string };
		readonly NetworkMode: string;
	};
	readonly Mounts: readonly { Type: string; Name?: string; Source: string; Destination: string; RW: boolean }[];
	readonly NetworkSettings: { readonly Networks: Readonly<Record<string, { IPAddress: string; Gateway: string }>> };
};

describeRig('the details of a container in aixcl top', rig => {
	const options = [
		...['--label', 'com.docker.compose.project=aixcl', '--label', 'com.docker.compose.service=detailed'],
		...['--label', 'com.docker.compose.depends_on=chatty:service_started:false', '--label', `api.token=${SECRET}`],
		...['--env', 'GREETING=hello there', '--env', `POSTGRES_PASSWORD=${SECRET}`],
		...['--env', `DATABASE_URL=postgres://webui:${SECRET}@db:5432/webui`],
		...['--publish', '127.0.0.1:8091:80', '--expose', '81/udp'],
		...['--volume', 'detailed:/data', '--volume', `${rig.folder}:/host:ro`],
		...['--memory', '48m', '--cpus', '0.5', '--restart', 'on-failure:3', '--stop-timeout', '0'],
		...['--workdir', '/tmp', '--user', '1000:1000', '--cap-add', 'NET_ADMIN', '--cap-drop', 'CHOWN', '--read-only'],
		...['--health-cmd', 'echo looked at it; test ! -e /data/sick', '--health-interval', '2s'],
		...['--health-timeout', '3s', '--health-retries', '2'],
	];
	let id: string;
	let since: string;

	beforeAll(async () => {
		since = String(Date.now() / 1000);
		const script = 'sleep 9998 & exec sleep 9999';
		id = await rig.docker('run', '--detach', '--name', 'detailed', ...options, CONTAINER_IMAGE, 'sh', '-c', script);
		await rig.docker('restart', 'detailed');
	});
	afterAll(async () => {
		await rig.docker('rm', '--force', 'detailed');
		await rig.docker('volume', 'rm', 'detailed');
	});
	afterEach(closeTops);

	const inspect = async (): Promise<Inspected> => JSON.parse(await rig.docker('inspect', id))[0];

	const openDetails = async (name: string): Promise<Top> => {
		const top = await openTop({ env: { ...envOf(rig), TZ: 'UTC' }, columns: 200, rows: 60 });
		await selectContainer(top, name);
		top.press('\r');
		await top.see('the overview', screen => pairsOfTab(screen).image === CONTAINER_IMAGE);
		return top;
	};
	/** Goes to the next tab; it is there once it has a line that begins like this. */
	const next = async (top: Top, start: string): Promise<TopScreen> => {
		top.press('\t');
		return top.see(
			`the tab with ${start}`,
			screen => linesOfTab(screen).some(line => line.startsWith(start)) && screen,
		);
	};

	it('tell in four tabs what docker inspect tells, and no secret', async () => {
		const top = await openDetails('detailed');
		await top.see('that it is healthy', screen => pairsOfTab(screen).state === 'healthy', 30);
		const { Id, Created, Image, State, Config, HostConfig, Mounts, NetworkSettings } = await inspect();
		const overview = pairsOfTab(top.screen());
		expect(overview).toMatchObject({
			id: Id,
			project: 'aixcl / detailed',
			restarts: '0',
			networks: Object.keys(NetworkSettings.Networks).join('  '),
			'depends on': 'chatty (service_started)',
			'measured by': 'the engine',
		});
		expect(overview.created).toMatch(new RegExp(`^${clockOf(Created)}, .* ago$`));
		expect(overview.started).toMatch(new RegExp(`^${clockOf(State.StartedAt)}, .* ago$`));
		expect(overview.ports?.split('  ').toSorted()).toEqual(['127.0.0.1:8091 → 80/tcp', '81/udp']);
		expect(overview.memory).toMatch(/^[\d.]+ [KM]iB of 48\.0 MiB \([\d.]+%\)$/);

		const config = await next(top, 'command');
		expect(pairsOfTab(config)).toMatchObject({
			command: 'sh -c "sleep 9998 & exec sleep 9999"',
			'working dir': '/tmp',
			user: '1000:1000',
			'restart policy': 'on-failure:3',
			'log driver': HostConfig.LogConfig.Type,
			terminal: 'no',
			'image id': Image,
			memory: '48.0 MiB',
			CPU: '0.50 cores',
			processes: 'none',
			privileged: 'no',
			'read-only root': 'yes',
			'cap add': HostConfig.CapAdd.join(' '),
			'cap drop': HostConfig.CapDrop.join(' '),
		});
		const given = Object.fromEntries(Config.Env.map(each => each.split(/=(.*)/s)));
		expect(Object.fromEntries(cellsBelow(config, 'Environment'))).toEqual({
			...given,
			POSTGRES_PASSWORD: MASK,
			DATABASE_URL: `postgres://webui:${MASK}@db:5432/webui`,
		});
		expect(Object.fromEntries(cellsBelow(config, 'Labels'))).toEqual({ ...Config.Labels, 'api.token': MASK });

		const mounts = await next(top, 'TYPE');
		const rows = Mounts.map(({ Type, RW, Destination, Name, Source }) => {
			return [Type, RW ? 'rw' : 'ro', Destination, Name ?? Source].join(' ');
		});
		const shown = linesOfTab(mounts).slice(1).filter(Boolean);
		expect(shown.map(line => line.split(/ {2,}/).join(' ')).toSorted()).toEqual(rows.toSorted());
		expect(rows).toHaveLength(2);

		const network = await next(top, 'mode');
		expect(pairsOfTab(network).mode).toBe(HostConfig.NetworkMode);
		for (const [name, { IPAddress, Gateway }] of Object.entries(NetworkSettings.Networks)) {
			expect(IPAddress).toMatch(/^\d/);
			expect(linesOfTab(network)).toContain(name);
			expect(pairsOfTab(network)).toMatchObject({ address: IPAddress, gateway: Gateway });
		}
		expect(cellsBelow(network, 'Ports').toSorted()).toEqual([
			['80/tcp', 'on 127.0.0.1:8091'],
			['81/udp', 'not published'],
		]);
		expect(top.shell.raw()).not.toContain(SECRET);
	});

	it('tell of its health what docker inspect tells, while it is well and when it is not', async () => {
		const top = await openDetails('detailed');
		top.press('5');
		const known = new Set<string>();
		const probesIn = (screen: TopScreen) => {
			const lines = linesOfTab(screen);
			return lines.slice(lines.indexOf('Last probes') + 1).filter(line => /^\d\d:/.test(line));
		};
		const agrees = (what: string, isMet: (screen: TopScreen, probes: readonly string[]) => boolean) =>
			waitUntil(
				async () => {
					for (const { End, ExitCode } of (await inspect()).State.Health.Log)
						known.add(`${clockOf(End)}  ${ExitCode === 0 ? 'passed' : `failed (${ExitCode})`}`);
					const screen = top.screen();
					const probes = probesIn(screen);
					return probes.length > 1 && probes.every(probe => known.has(probe)) && isMet(screen, probes);
				},
				{ what, seconds: 60, why: () => `${[...known].join('\n')}\n${top.shell.text()}` },
			);
		await agrees('the probes that passed', (screen, probes) => {
			return probes[0]!.endsWith('passed') && pairsOfTab(screen)['failing now'] === '0';
		});
		expect(pairsOfTab(top.screen())).toMatchObject({
			test: 'CMD-SHELL echo looked at it; test ! -e /data/sick',
			every: '2s',
			'time out': '3s',
			'unhealthy after': '2 failures in a row',
		});
		expect(linesOfTab(top.screen())).toContain('    looked at it');
		await rig.docker('exec', '--user', '0', 'detailed', 'touch', '/data/sick');
		await agrees('the probes that failed', (screen, probes) => {
			return probes[0]!.endsWith('failed (1)') && Number(pairsOfTab(screen)['failing now']) >= 2;
		});
		await top.see('the verdict', ({ text }) => /detailed.*unhealthy/.test(text));
		await rig.docker('exec', '--user', '0', 'detailed', 'rm', '/data/sick');
		await waitUntil(async () => (await inspect()).State.Health.FailingStreak === 0, { what: 'it to be well again' });
	});

	it('tell of its processes what docker top tells', async () => {
		const top = await openDetails('detailed');
		top.press('6');
		const screen = await top.see('the processes', each => linesOfTab(each)[0]?.startsWith('UID') && each);
		// A health check runs for a moment.
		const lasting = (lines: readonly string[]) =>
			lines.map(line => line.split(/\s+/)).filter(cells => cells.includes('sleep'));
		const pick = (cells: readonly string[]) => [...cells.slice(0, 3), ...cells.slice(-2)];
		const [titles = '', ...told] = (await rig.docker('top', 'detailed')).split('\n');
		const [shownTitles = '', ...shown] = linesOfTab(screen);
		expect(shownTitles.split(/\s+/)).toEqual(titles.trim().split(/\s+/));
		expect(lasting(shown).map(pick)).toEqual(lasting(told).map(pick));
		expect(lasting(told)).toHaveLength(2);
	});

	it('tell what happened to it as docker events does, from before it was looked at and since', async () => {
		const top = await openDetails('detailed');
		top.press('7');
		await top.see('its beginning', screen => linesOfTab(screen).some(line => /^ *\d\d:\S+ {2}create\b/.test(line)));
		await rig.docker('pause', 'detailed');
		await rig.docker('unpause', 'detailed');
		const read = async () => {
			const until = String(Date.now() / 1000);
			const format = '{{.TimeNano}} {{.Action}}';
			const span = ['--since', since, '--until', until, '--filter', `container=${id}`, '--filter', 'type=container'];
			const lines = (await rig.docker('events', ...span, '--format', format)).split('\n').filter(Boolean);
			return lines.flatMap(line => {
				const [, nanos = '', action = ''] = /^(\d+) ([^:]+)/.exec(line) ?? [];
				return /^(exec_|top)/.test(action) ? [] : [`${clockOf(Number(nanos.slice(0, 13)))} ${action}`];
			});
		};
		const shown = () =>
			linesOfTab(top.screen()).flatMap(line => /^ *(\d\d:\S+) {2}(\S+)/.exec(line)?.slice(1).join(' ') ?? []);
		let told: readonly string[] = [];
		await waitUntil(
			async () => {
				told = (await read()).toReversed();
				return told.join('\n') === shown().join('\n');
			},
			{ what: 'the same events', why: () => `${told.join('\n')}\n${top.shell.text()}` },
		);
		const actions = new Set(told.map(line => line.split(' ')[1]));
		for (const action of ['create', 'start', 'die', 'restart', 'health_status', 'pause', 'unpause'])
			expect([...actions]).toContain(action);
		expect(linesOfTab(top.screen()).join('\n')).toMatch(/die +exit 137: killed \(SIGKILL\)/);
	});

	it('chart what docker stats tells of one that Prometheus measures', async () => {
		const top = await openDetails('chatty');
		await top.see('who measures it', screen => pairsOfTab(screen)['measured by'] === 'cAdvisor, by Prometheus', 90);
		expect(pairsOfTab(top.screen())['needed by']).toBe('detailed');
		top.press('8');
		await top.see('the charts', ({ text }) =>
			['CPU', 'Memory', 'Network in', 'Network out'].every(each => text.includes(each)),
		);
		let found: readonly string[] = [];
		const now = (title: string) => numberIn(new RegExp(`${title} +now +(.+?)  `).exec(top.shell.text())?.[1] ?? '');
		await waitUntil(
			async () => {
				const stats = (await dockerStats(rig)).get('chatty');
				found = differences([
					{ what: 'memory', shown: now('Memory'), real: stats?.memory ?? Number.NaN, slack: 2 ** 18 },
					{ what: 'CPU', shown: now('CPU'), real: stats?.cores ?? Number.NaN, slack: 0.02 },
				]);
				return found.length === 0;
			},
			{ what: 'the charts to agree', seconds: 60, why: () => `${found.join('\n')}\n${top.shell.text()}` },
		);
	});
});
