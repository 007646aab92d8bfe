import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { AixclError } from '../../src/errors.ts';
import type { Silencing } from '../../src/metrics/silence.ts';
import { parseSentAlerts, parseSilences } from '../../src/sources/alertmanager-answer.ts';
import { parseActiveAlerts } from '../../src/sources/prometheus-rules.ts';
import { fail, pending, succeed } from '../../src/store/remote.ts';
import { clean } from '../../src/text/clean.ts';
import { asciiGlyphs } from '../../src/ui/glyphs.ts';
import { madeContainer, madeContainers, madeModel, madeSnapshot, moment } from '../support/made-model.ts';
import { type Mounted, mount } from '../support/mounted.tsx';

let mounted: Mounted | undefined;

afterEach(() => {
	mounted?.unmount();
	mounted = undefined;
});

const at = async (columns: number, rows: number, change = {}, options = {}): Promise<Mounted> => {
	mounted = await mount(madeModel({ columns, rows }, change), options);
	return mounted;
};

const postgres = madeContainers[2]!;

test('the overview at 120x40', async () => {
	const { terminal } = await at(120, 40);
	expect(terminal.text()).toMatchSnapshot();
});

test.each([
	[80, 24],
	[60, 15],
	[200, 60],
	[40, 10],
])('at %ix%i nothing is wider or higher than the terminal', async (columns, rows) => {
	const { terminal } = await at(columns, rows);
	expect(terminal.text()).toMatchSnapshot();
	expect(terminal.text()).toContain('ollama');
	const borders = terminal.text().split('\n').slice(1, -1);
	for (const line of borders) expect([...line].length, line).toBe(columns);
});

test('below 40x10 it says what is needed, and how to leave', async () => {
	const { terminal, type, effects } = await at(20, 5);
	expect(terminal.text().trimEnd()).toBe('q quits: aixcl needs\n40x10.');
	await type('q');
	expect(effects).toEqual(['quit']);
});

test('a resize leaves what a fresh start at that size shows', async () => {
	const fresh = await mount(madeModel({ columns: 120, rows: 40 }));
	const expected = fresh.terminal.text();
	fresh.unmount();
	const { resize, terminal } = await at(200, 60);
	for (const [columns, rows] of [
		[80, 24],
		[20, 5],
		[120, 40],
	] as const)
		await resize(columns, rows);
	await terminal.until(text => text === expected);
});

test('data changes cells without a frame of React, in one write of few bytes', async () => {
	const { terminal, store } = await at(120, 40);
	terminal.reset();
	const readings = { ...madeSnapshot.readings, 'host.cpu.ratio': [{ value: 0.38, at: moment, labels: {} }] };
	store.dispatch({ snapshot: succeed({ ...madeSnapshot, readings }, 2000) });
	await terminal.settled();
	expect(terminal.text()).toContain('CPU 38.0% of 16 cores');
	expect(terminal.writes).toBe(1);
	expect(terminal.bytes).toBeLessThan(200);
});

test('a key that moves the selection costs little', async () => {
	const { terminal, type } = await at(120, 40);
	await type('j');
	terminal.reset();
	await type('j');
	expect(terminal.writes).toBe(1);
	expect(terminal.bytes).toBeLessThan(400);
	expect(terminal.text()).toContain('› prometheus');
});

test('the selection stays on its container when the order changes', async () => {
	const { terminal, type } = await at(120, 40);
	await type('j');
	expect(terminal.text()).toContain('› open-webui');
	await type('ss');
	expect(terminal.text()).toContain('by name');
	expect(terminal.text()).toContain('› open-webui');
});

test('a restart is asked for, armed only once it has been seen, and goes to the ID', async () => {
	const { terminal, type, effects, wait } = await at(120, 40, { state: { selected: postgres.id } });
	await type('r');
	expect(terminal.text()).toContain('Restart postgres?');
	expect(terminal.text()).toContain(postgres.id.slice(0, 12));
	await type('y');
	expect(effects).toEqual([]);
	wait(301);
	await type('y');
	expect(effects).toEqual([`restart ${postgres.id}`]);
	expect(terminal.text()).not.toContain('Restart postgres?');
});

test('Enter in a dialog presses Cancel, unless the other button was chosen', async () => {
	const { type, effects, wait } = await at(120, 40, { state: { selected: postgres.id } });
	await type('S');
	wait(301);
	await type('\r');
	expect(effects).toEqual([]);
	await type('S');
	wait(301);
	await type('\t');
	await type('\r');
	expect(effects).toEqual([`stop ${postgres.id}`]);
});

test('what is pasted is never a command', async () => {
	const { type, effects, wait, terminal } = await at(120, 40, { state: { selected: postgres.id } });
	await type('\u001b[200~ryq\u001b[201~');
	expect(effects).toEqual([]);
	await type('r');
	wait(301);
	await type('\u001b[200~y\r\u001b[201~');
	expect(effects).toEqual([]);
	expect(terminal.text()).toContain('Restart postgres?');
});

test('an action under way when the container is replaced by one of the same name reaches the old ID', async () => {
	const { store, type, effects, wait } = await at(120, 40, { state: { selected: postgres.id } });
	await type('r');
	wait(301);
	store.dispatch({ containers: succeed([madeContainer(99, 'postgres')], 1) });
	await type('y');
	expect(effects).toEqual([`restart ${postgres.id}`]);
});

test('read-only has no keys that change anything', async () => {
	const { terminal, type } = await at(120, 40, {
		engine: { url: undefined, info: undefined, isReadOnly: true },
	});
	expect(terminal.text()).not.toContain('restart');
	await type('r');
	expect(terminal.text()).toContain('--read-only: nothing is changed');
	expect(terminal.text()).not.toContain('Restart');
});

test('the filter takes words, keeps them, and gives them up', async () => {
	const { terminal, type } = await at(120, 40);
	await type('/');
	await type('web');
	expect(terminal.text()).toContain('/web');
	expect(terminal.text()).toContain('open-webui');
	expect(terminal.text()).not.toContain('ollama');
	await type('\r');
	expect(terminal.text()).toContain('/web');
	await type('q');
	expect(terminal.text()).toContain('/web');
});

test('a filter that nothing matches says so', async () => {
	const { terminal, type } = await at(120, 40);
	await type('/');
	await type('nothing-like-it');
	expect(terminal.text()).toContain('No container matches "nothing-like-it". Esc clears the filter.');
});

test('a panel by its number, on the full screen, and back', async () => {
	const { terminal, type, effects } = await at(80, 24);
	await type('3');
	expect(terminal.text()).toMatch(/^.*\n╭ 3 Disk & network ─+╮\n/);
	expect(terminal.text()).toContain('nvme0n1');
	expect(terminal.text()).not.toContain('Containers');
	await type('q');
	expect(effects).toEqual([]);
	expect(terminal.text()).toContain('Containers');
	await type('1f');
	expect(terminal.text()).toContain('user 30');
	expect(terminal.text()).not.toContain('Memory');
});

test('all containers, also those that ended well', async () => {
	const { terminal, type } = await at(120, 40);
	expect(terminal.text()).not.toContain('migrate');
	expect(terminal.text()).toContain('2 stopped not shown');
	await type('a');
	expect(terminal.text()).toContain('migrate');
	expect(terminal.text()).toContain('exited 0, 2h ago');
});

test('help names every key, and closes', async () => {
	const { terminal, type } = await at(120, 40);
	await type('?');
	expect(terminal.text()).toMatchSnapshot();
	await type('\u001bOP');
	expect(terminal.text()).not.toContain('Everywhere');
});

test('a source that fails is named, with when it is tried again, while the last numbers stay with their age', async () => {
	const down = new AixclError('Prometheus refuses connections at 127.0.0.1:9090', { code: 'prometheus' });
	const { terminal } = await at(160, 40, {
		snapshot: fail(succeed(madeSnapshot, 0), down, 30_000, 34_000),
		clock: { wall: moment, monotonic: 30_000 },
	});
	expect(terminal.text()).toContain('Prometheus refuses connections at 127.0.0.1:9090, retry 4s');
	expect(terminal.text()).toContain('CPU 37.0% of 16 cores · 30s old');
});

test('with nothing known yet nothing is invented', async () => {
	const { terminal } = await at(120, 40, { snapshot: pending, containers: pending, history: pending });
	expect(terminal.text()).toContain('prometheus ○ connecting');
	expect(terminal.text()).not.toMatch(/\d%/);
	expect(terminal.text()).toContain('CPU –');
});

test('an engine that is not there says why in the panel', async () => {
	const none = new AixclError('No container engine was found', {
		code: 'engine',
		hint: 'Start Docker or Podman, or name its socket with --host.',
	});
	const { terminal } = await at(120, 40, { containers: fail(pending, none, 0, 500) });
	expect(terminal.text()).toContain('No container engine was found');
	expect(terminal.text()).toContain('Start Docker or Podman, or name its socket with --host.');
});

test('in ASCII there is nothing else', async () => {
	const { terminal, type } = await at(120, 40, { glyphs: asciiGlyphs });
	expect(terminal.text()).toMatchSnapshot();
	await type('?');
	expect(terminal.text()).toMatch(/^[\u0020-\u007e\n]*$/);
});

test('without colour the state is still said', async () => {
	const { terminal } = await at(120, 40, {}, { hasColour: false });
	expect(terminal.text()).toContain('unhealthy');
	expect(terminal.written).not.toMatch(/\u001b\[[0-9;]*3[0-7]m/);
});

test('frozen, the screen takes no new data until it is released', async () => {
	const { terminal, store, type } = await at(120, 40);
	await type('p');
	store.dispatch({ containers: succeed([], 1) });
	await terminal.settled();
	expect(terminal.text()).toContain('FROZEN');
	expect(terminal.text()).toContain('ollama');
	await type('p');
	store.dispatch({ containers: succeed([], 2) });
	await terminal.settled();
	expect(terminal.text()).toContain('This engine has no containers.');
});

test('a host that Prometheus does not have is not replaced by another', async () => {
	const elsewhere = { ...madeSnapshot, host: undefined, readings: {} };
	const { terminal, type } = await at(120, 40, {
		snapshot: succeed(elsewhere, 0),
		state: { host: 'nowhere' },
	});
	const text = terminal.text().replace(/[│\s]+/g, ' ');
	expect(text).toContain('Prometheus has no host "nowhere". It has');
	await type('i');
	expect(terminal.text()).toContain('Which host?');
	expect(terminal.text()).toContain('gpu-box (node-exporter:9100)');
});

test('what a container used before it ended is not what it uses', async () => {
	const ended = madeContainer(1, 'ollama', { state: 'exited', exitCode: 1, finishedAt: moment + 500 });
	const { terminal } = await at(120, 40, { containers: succeed([ended], 0) });
	expect(terminal.text()).toMatch(/ollama +exited 1, 0s ago +failed, after /);
});

test('the numbers of a Prometheus that is lost stand for containers with their age', async () => {
	const down = new AixclError('Prometheus is gone', { code: 'prometheus' });
	const { terminal } = await at(120, 40, {
		snapshot: fail(succeed(madeSnapshot, 0), down, 30_000, 34_000),
		clock: { wall: moment, monotonic: 30_000 },
	});
	expect(terminal.text()).toMatch(/Containers 5 .* 30s old/);
	expect(terminal.text()).toContain('6.10 cores');
});

test('the selected container stays in sight when it has ended well', async () => {
	const ended = madeContainer(2, 'open-webui', { state: 'exited', exitCode: 0, finishedAt: moment - 1000 });
	const { terminal } = await at(120, 40, {
		containers: succeed([madeContainers[0]!, ended], 0),
		state: { selected: ended.id },
	});
	expect(terminal.text()).toMatch(/› open-webui +exited 0, 1s ago/);
});

const recordedAlerts = parseActiveAlerts(
	readFileSync(new URL('../sources/answers/rules.json', import.meta.url), 'utf8'),
	'here',
);

test('the key of a GPU that nobody can tell of says why', async () => {
	const { type, terminal, store } = await at(80, 40);
	await type('8');
	expect(terminal.text()).toContain('No GPU is measured on this machine.');
	const gpuFault = clean('nvidia-smi fails: Driver/library version mismatch; it is asked again within a minute.');
	store.dispatch({ snapshot: succeed({ ...madeSnapshot, gpuFault }, 1) });
	await type('8');
	expect(terminal.text()).toContain('nvidia-smi fails: Driver/library version mismatch');
});

test('the alerts: since when, the value against its threshold, what it means and what to do', async () => {
	const first = recordedAlerts[0]!.activeAt!;
	const { terminal, type, store } = await at(120, 40, {
		alerts: succeed(recordedAlerts, 0),
		snapshot: succeed({ ...madeSnapshot, at: first + 312_000 }, 0),
	});
	await type('A');
	expect(terminal.text()).toMatchSnapshot();
	await type('jj');
	expect(terminal.text()).toContain('Container postgres fails its health check');
	await type('\r');
	expect(store.get().state).toMatchObject({ focus: 'containers', full: undefined, selected: postgres.id });
	expect(terminal.text()).toContain('› postgres');
});

const recordedSilencing = (): Silencing => {
	const answer = (name: string) =>
		readFileSync(new URL(`../sources/answers/alertmanager-${name}.json`, import.meta.url), 'utf8');
	const sent = parseSentAlerts(answer('alerts'), parseSilences(answer('silences'), 'here'), 'here');
	return { url: clean('http://127.0.0.1:9093'), sent };
};

test('a silenced alert says so, by whom, why and until when', async () => {
	const { terminal, type, store } = await at(120, 40, {
		alerts: succeed(recordedAlerts, 0),
		silencing: succeed(recordedSilencing(), 0),
		snapshot: succeed({ ...madeSnapshot, at: Date.parse('2026-11-25T22:50:00Z') }, 0),
	});
	await type('A');
	expect(terminal.text()).toContain('Alerts · 2 firing · 1 of them silenced · 1 pending');
	expect(terminal.text()).toMatch(/› ○ HostCpuHigh gpu-box:9100 +silenced warning/);
	expect(terminal.text()).toMatch(/▲ Odd +firing/);
	expect(terminal.text()).toContain('by ops until 2026-11-26 00:44 (another 1h 54m): replacing the fan');
	expect(terminal.text()).toMatch(/amtool silence expire --alertmanager\.url=http:\/\/127\.0\.0\.1:9093 [0-9a-f-]{36}/);
	await type('j');
	expect(terminal.text()).toContain('has not got this alert');
	await type('j');
	expect(terminal.text()).not.toContain('has not got this alert');
	expect(terminal.text()).toContain('alertname=ContainerUnhealthy name=postgres severity=critical');

	// Once it is over the word goes; while it cannot be asked for, the last answer stays and says what it is.
	store.dispatch({ silencing: fail(store.get().silencing, new AixclError('No', { code: 'alertmanager' }), 0, 5000) });
	await terminal.until(text => text.includes('Silences may have changed: No.'));
	expect(terminal.text()).toContain('1 of them silenced');
	store.dispatch({ silencing: succeed({ ...recordedSilencing(), sent: new Map() }, 0) });
	await terminal.until(text => !text.includes('silenced'));
});

test.each([
	[120, 40],
	[80, 24],
	[40, 10],
])(
	'at %ix%i an Alertmanager that does not answer leaves the alerts, and silences are unknown',
	async (columns, rows) => {
		const error = new AixclError('Alertmanager at 127.0.0.1:9093 refused the connection', { code: 'alertmanager' });
		const { terminal, type } = await at(columns, rows, {
			alerts: succeed(recordedAlerts, 0),
			silencing: fail(pending, error, 0, 5000),
		});
		await type('A');
		expect(terminal.text()).toContain('HostCpuHigh');
		expect(terminal.text()).toContain('Silences are unknown: Alertmanager ');
		expect(terminal.text()).not.toMatch(/silenced|to silence it/);
		for (const line of terminal.text().split('\n').slice(1, -1)) expect([...line].length, line).toBe(columns);
	},
);

test('without alerts that is said, and why', async () => {
	const { terminal, type } = await at(120, 40, { alerts: succeed([], 0) });
	await type('A');
	expect(terminal.text()).toContain('No alert is active.');
	await type('q');
	expect(terminal.text()).toContain('ollama');
});

const labelled = (value: number, labels: Record<string, string>) => ({
	value,
	at: moment,
	labels: Object.fromEntries(Object.entries(labels).map(([name, text]) => [name, clean(text)])),
});

test('PostgreSQL on the full screen: what it is busy with', async () => {
	const { terminal, type } = await at(120, 40, {
		details: succeed(
			{
				'postgres.statements.seconds_per_second': [
					labelled(0.42, { datname: 'webui', queryid: '11' }),
					labelled(0.9, { datname: 'webui', queryid: '22' }),
				],
				'postgres.statements.calls_per_second': [labelled(12, { datname: 'webui', queryid: '22' })],
				'postgres.statements.mean_seconds': [labelled(0.075, { datname: 'webui', queryid: '22' })],
				'postgres.statements.text': [
					labelled(1, { queryid: '22', query: 'SELECT *\n\tFROM chat\n WHERE user_id = $1' }),
				],
				'postgres.connections.by_application': [
					labelled(9, { application_name: 'open-webui' }),
					labelled(2, { application_name: '' }),
				],
				'postgres.transactions.longest_seconds': [labelled(252, { datname: 'webui', state: 'idle in transaction' })],
				'postgres.locks': [labelled(3, { mode: 'accesssharelock' })],
				'postgres.tables.dead_tuples': [labelled(12_345, { datname: 'webui', schemaname: 'public', relname: 'chat' })],
				'postgres.tables.dead_ratio': [labelled(0.31, { datname: 'webui', schemaname: 'public', relname: 'chat' })],
				'postgres.tables.vacuum_age_seconds': [
					labelled(90_000, { datname: 'webui', schemaname: 'public', relname: 'chat' }),
				],
				'postgres.wal.size_bytes': [labelled(2 ** 30, {})],
			},
			0,
		),
	});
	expect(terminal.text()).not.toContain('SELECT');
	await type('5f');
	expect(terminal.text()).toMatchSnapshot();
	const lines = terminal.text().split('\n');
	expect(lines.findIndex(line => line.includes('SELECT'))).toBeLessThan(
		lines.findIndex(line => line.includes('query 11')),
	);
});
