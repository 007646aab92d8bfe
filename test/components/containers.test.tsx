import { afterEach, expect, test } from 'vitest';
import type { ContainerStats } from '../../src/engine/container.ts';
import type { ContainerDetails } from '../../src/engine/details.ts';
import { AixclError } from '../../src/errors.ts';
import { fail, pending, succeed } from '../../src/store/remote.ts';
import { clean, literal } from '../../src/text/clean.ts';
import { madeContainer, madeContainers, madeModel, madeSnapshot, moment } from '../support/made-model.ts';
import { type Mounted, mount } from '../support/mounted.tsx';

let mounted: Mounted | undefined;

afterEach(() => {
	mounted?.unmount();
	mounted = undefined;
});

const at = async (change = {}, columns = 120, rows = 40): Promise<Mounted> => {
	mounted = await mount(madeModel({ columns, rows }, change));
	return mounted;
};

const [ollama, webui, postgres] = madeContainers as [
	(typeof madeContainers)[number],
	(typeof madeContainers)[number],
	(typeof madeContainers)[number],
];
const indexer = madeContainers[6]!;
const state = { selected: postgres.id };

test('what can be done with a container is offered by what state it is in, and picked by its key', async () => {
	const { terminal, type, effects, wait } = await at({ state });
	await type('.');
	expect(terminal.text()).toMatch(/│ postgres +│/);
	for (const action of ['restart', 'stop', 'pause', 'kill: send a signal', 'shell', 'copy its ID'])
		expect(terminal.text()).toContain(action);
	expect(terminal.text()).not.toMatch(/unpause|remove/);
	await type('p');
	expect(terminal.text()).toContain('Pause postgres?');
	wait(301);
	await type('y');
	expect(effects).toEqual([`pause ${postgres.id}`]);
});

test('a list that is no longer renewed says how old it is, why, and when the engine is asked again', async () => {
	const now = 20_000;
	const before = succeed(madeContainers, now - 12_000);
	const late = new AixclError('The container engine did not answer within 3 s', { code: 'engine' });
	const containers = fail(before, late, now, now + 2000);
	const { terminal } = await at({ containers, clock: { wall: moment, monotonic: now } });
	expect(terminal.text()).toContain('engine lost, list 12s old');
	expect(terminal.text()).toContain('▲ The container engine did not answer within 3 s, retry 2s');
	expect(terminal.text()).toContain('postgres');
});

test('a filter that is still empty says how it is written', async () => {
	const { terminal, type } = await at({ state });
	await type('/');
	expect(terminal.text()).toMatch(
		/Filter +words, !without, name: image: state: health: project: service: network: port: id:/,
	);
	await type('s');
	expect(terminal.text()).not.toContain('!without');
});

test('one that something other than the engine has killed is shown, with what is in trouble', async () => {
	const end = {
		at: moment - 40_000,
		action: literal('die'),
		id: indexer.id,
		name: indexer.name,
		exitCode: 137,
		detail: undefined,
	};
	const killed = { ...indexer, state: 'exited', exitCode: 137, finishedAt: end.at, isOomKilled: false } as const;
	const containers = succeed([...madeContainers.slice(0, 6), killed], 0);
	const { terminal } = await at({ containers, events: [end] });
	expect(terminal.text()).toMatch(/indexer +exited 137, 40s +killed \(SIGKILL\), not by the engine/);
	const kill = { ...end, at: end.at - 1000, action: literal('kill'), exitCode: undefined };
	mounted?.unmount();
	const after = await at({ containers, events: [kill, end] });
	expect(after.terminal.text()).not.toMatch(/indexer +exited/);
});

test('an order by what was asked for one after the other says how old it is', async () => {
	const asked = (ago: number): ContainerStats => ({
		cpuCores: 0.5,
		memoryBytes: 2 ** 20,
		memoryLimitBytes: undefined,
		receiveBytesPerSecond: undefined,
		transmitBytesPerSecond: undefined,
		readBytesPerSecond: undefined,
		writtenBytesPerSecond: undefined,
		at: moment - ago,
	});
	const stats = (ago: number) =>
		new Map([
			[ollama.id, asked(0)],
			[webui.id, asked(ago)],
		]);
	const snapshot = succeed({ ...madeSnapshot, readings: {} }, 0);
	const { terminal } = await at({ snapshot, stats: stats(240_000) });
	expect(terminal.text()).toContain('order up to 4m 0s old');
	mounted?.unmount();
	expect((await at({ snapshot, stats: stats(40_000) })).terminal.text()).not.toContain('order up to');
	mounted?.unmount();
	const byName = { snapshot, stats: stats(240_000), state: { sort: 'name' } };
	expect((await at(byName)).terminal.text()).not.toContain('order up to');
});

test('services have a column, and an order that puts those of one service together', async () => {
	const replica = (number: number, service: string) =>
		madeContainer(number, `${'abc'[number - 1]}`, { service: clean(service), project: literal('shop') });
	const containers = succeed([replica(1, 'web'), replica(2, 'db'), replica(3, 'web')], 0);
	const { terminal } = await at({ containers, state: { hidden: new Set(), sort: 'service' } }, 240);
	const rows = terminal.text().match(/ [abc] +running.* (?:web|db) /g) ?? [];
	expect(rows.map(row => `${row.trim()[0]} ${row.trim().split(' ').at(-1)}`)).toEqual(['b db', 'a web', 'c web']);
});

test('a signal is picked, named in the question, and sent', async () => {
	const { terminal, type, effects, wait } = await at({ state });
	await type('.K');
	expect(terminal.text()).toContain('Send a signal to postgres');
	await type('jj\r');
	expect(terminal.text()).toContain('Send SIGHUP to postgres?');
	wait(301);
	await type('y');
	expect(effects).toEqual([`kill SIGHUP ${postgres.id}`]);
});

test('to remove a container its name has to be typed, after the question was seen', async () => {
	const { terminal, type, effects, wait } = await at({ state: { selected: indexer.id } });
	await type('.D');
	expect(terminal.text()).toContain('Remove indexer?');
	await type('indexer\r');
	expect(effects).toEqual([]);
	wait(301);
	await type('index');
	await type('\r');
	expect(effects).toEqual([]);
	expect(terminal.text()).toContain('Remove indexer?');
	await type('xx\u007f\u007fer');
	await type('\u001b[200~pasted\u001b[201~');
	await type('\r');
	expect(effects).toEqual([`remove ${indexer.id}`]);
});

test('marked containers are acted on together, in the order that spares what depends on them', async () => {
	const containers = [
		{ ...webui, dependsOn: [{ service: literal('postgres'), condition: literal('service_healthy') }] },
		ollama,
		postgres,
	];
	const { terminal, type, effects, wait } = await at({
		containers: succeed(containers, 0),
		state: { selected: ollama.id },
	});
	await type('  ');
	expect(terminal.text()).toContain('2 marked');
	await type('\u001b');
	await terminal.until(text => !text.includes('marked'));
	await type('g  k ');
	expect(terminal.text()).toContain('1 marked');
	await type('gg   ');
	await type('g ');
	expect(terminal.text()).toContain('3 marked');
	await type('S');
	expect(terminal.text()).toContain('Stop 3 containers?');
	wait(301);
	await type('y');
	expect(effects.map(each => each.split(' ')[1])).toEqual(
		[ollama, webui, postgres]
			.map(({ id }) => id)
			.toSorted((a, b) => effects.findIndex(e => e.includes(a)) - effects.findIndex(e => e.includes(b))),
	);
	expect(effects.findIndex(each => each.includes(webui.id))).toBeLessThan(
		effects.findIndex(each => each.includes(postgres.id)),
	);
	expect(terminal.text()).not.toContain('marked');
});

test('marks that the filter hides are neither acted on nor lost, and it is said when that leaves none', async () => {
	const marked = new Set([ollama.id, postgres.id]);
	const { terminal, type, effects, wait, store } = await at({ state: { ...state, marked, filter: 'postgres' } });
	await type('r');
	expect(terminal.text()).toContain('Restart postgres?');
	wait(301);
	await type('y');
	expect(effects).toEqual([`restart ${postgres.id}`]);
	expect([...store.get().state.marked]).toEqual([ollama.id]);
	await type('r');
	expect(terminal.text()).toContain('All marked containers are hidden by the filter; Esc takes their marks off.');
	await type('.');
	expect(terminal.text()).toContain('hidden by the filter');
	expect(effects).toHaveLength(1);
});

test('a container whose turn is yet to come says so in its row, and takes no other action', async () => {
	const acting = new Map([
		[postgres.id, { action: 'restart', since: moment, phase: 'waiting', line: undefined } as const],
	]);
	const { terminal, type, effects } = await at({ state: { ...state, acting } });
	expect(terminal.text()).toMatch(/› postgres .*waiting to be restarted/);
	await type('S');
	expect(terminal.text()).toContain('postgres is busy with the last action.');
	expect(effects).toEqual([]);
});

test('a question about PostgreSQL tells what depends on it, its connections and its oldest transaction', async () => {
	const containers = madeContainers.map(each =>
		each.id === webui.id
			? { ...each, dependsOn: [{ service: literal('postgres'), condition: literal('service_healthy') }] }
			: each,
	);
	const { terminal, type } = await at({ containers: succeed(containers, 0), state });
	await type('r');
	const text = terminal.text().replace(/[│\s]+/g, ' ');
	expect(text).toContain('open-webui depends on it.');
	expect(text).toMatch(/It has \d+ open connections; the oldest transaction is 4m 12s old/);
});

test('all that runs of a project is restarted from the menu, which says so where not all of it runs', async () => {
	const { terminal, type, store } = await at({ state });
	await type('.');
	expect(terminal.text()).toContain('restart all 4 of aixcl that run');
	store.dispatch({ containers: succeed(madeContainers.slice(0, 4), 0) });
	await type('q.');
	expect(terminal.text()).toMatch(/restart all 4 of aixcl +│/);
});

test('the processes of a paused container are shown: they are there, and stand still', async () => {
	const containers = madeContainers.map(each => (each === postgres ? { ...each, state: 'paused' as const } : each));
	const processes = succeed({ titles: [literal('CMD')], rows: [[literal('postgres: writer')]] }, 0);
	const { terminal, type, store } = await at({ state, containers: succeed(containers, 0), processes });
	await type('\r6');
	expect(terminal.text()).toContain('postgres: writer');
	expect(terminal.text()).not.toContain('nothing runs in it');
	store.dispatch({ processes: fail(pending, new Error('top can only be used on running containers'), 0, 1000) });
	await terminal.until(text => text.includes('It is paused: this engine does not tell what runs in it meanwhile.'));
});

test('the details of a container, a tab each, and back', async () => {
	const details: ContainerDetails = {
		pid: undefined,
		id: postgres.id,
		name: postgres.name,
		image: postgres.image,
		imageId: literal('sha256:abc'),
		createdAt: moment - 400_000_000,
		command: literal('docker-entrypoint.sh postgres'),
		workingDir: literal('/'),
		user: undefined,
		restartPolicy: literal('unless-stopped'),
		env: [{ name: literal('POSTGRES_PASSWORD'), value: literal('•••'), isMasked: true }],
		labels: [{ name: literal('com.docker.compose.project'), value: literal('aixcl') }],
		mounts: [
			{
				type: literal('volume'),
				source: literal('aixcl_postgres'),
				target: literal('/var/lib/postgresql'),
				isReadOnly: false,
			},
		],
		networks: [
			{
				name: literal('aixcl_default'),
				address: literal('172.18.0.3'),
				gateway: undefined,
				aliases: [literal('postgres')],
			},
		],
		networkMode: literal('aixcl_default'),
		ports: [{ hostIp: literal('127.0.0.1'), hostPort: 5432, containerPort: 5432, protocol: literal('tcp') }],
		memoryLimit: 2 ** 30,
		cpuLimit: 1.5,
		pidsLimit: undefined,
		isPrivileged: false,
		isReadOnlyRoot: true,
		capAdd: [],
		capDrop: [literal('ALL')],
		logDriver: literal('json-file'),
		isTty: false,
		health: {
			test: literal('CMD-SHELL pg_isready'),
			interval: 10,
			timeout: 5,
			retries: 3,
			failingStreak: 4,
			probes: [{ at: moment - 10_000, exitCode: 2, output: clean('no response') }],
		},
	};
	const event = { action: literal('die'), id: postgres.id, name: postgres.name, exitCode: 137, detail: undefined };
	const { terminal, type, store } = await at({
		state,
		inspection: succeed(details, 0),
		processes: succeed(
			{ titles: [literal('PID'), literal('CMD')], rows: [[literal('41'), literal('postgres: writer')]] },
			0,
		),
		events: [{ ...event, at: moment - 60_000 }],
	});
	await type('\r');
	expect(terminal.text()).toMatchSnapshot('overview');
	await type('2');
	expect(terminal.text()).toMatchSnapshot('config');
	await type('\t');
	expect(terminal.text()).toContain('aixcl_postgres');
	await type('4');
	expect(terminal.text()).toMatch(/5432\/tcp +on 127\.0\.0\.1:5432/);
	await type('5');
	expect(terminal.text()).toContain('unhealthy after 3 failures in a row');
	expect(terminal.text()).toContain('no response');
	await type('6');
	expect(terminal.text()).toContain('postgres: writer');
	await type('7');
	expect(terminal.text()).toContain('exit 137: killed (SIGKILL)');
	await type('8');
	expect(terminal.text()).toContain('postgres');
	store.dispatch({ containers: succeed([], 1) });
	await terminal.settled();
	expect(terminal.text()).toContain('The engine no longer has this container.');
	await type('q');
	expect(terminal.text()).toContain('Containers 0');
});

test('long details are scrolled, and never further than they go', async () => {
	const { terminal, type } = await at({ state }, 80, 12);
	await type('\r');
	expect(terminal.text()).toMatch(/1-6 of \d+ lines/);
	await type('G');
	expect(terminal.text()).not.toMatch(/1-6 of/);
	await type('k');
	await type('g');
	expect(terminal.text()).toMatch(/1-6 of \d+ lines/);
});

test('columns are chosen, sorted by, and left out', async () => {
	const { terminal, type, store } = await at({ state });
	await type('c');
	expect(terminal.text()).toContain('[x] CPU');
	expect(terminal.text()).toContain('[ ] PROJECT');
	await type(' ');
	expect(store.get().state.hidden.has('cpu')).toBe(true);
	await type('q');
	expect(terminal.text()).not.toMatch(/CPU▾|CPU +MEMORY/);
});

test('containers of several projects are grouped, our own first, and the selection walks over the heads', async () => {
	const containers = [
		madeContainer(1, 'alpha', { project: literal('shop') }),
		madeContainer(2, 'beta', { project: undefined }),
		madeContainer(3, 'gamma'),
	];
	const { terminal, type } = await at({
		containers: succeed(containers, 0),
		snapshot: succeed({ ...madeSnapshot, readings: {} }, 0),
		state: { selected: containers[2]!.id },
	});
	const order = terminal.text().match(/aixcl · 1 of 1|shop · 1 of 1|no project · 1 of 1|alpha|beta|gamma/g);
	expect(order?.slice(0, 6)).toEqual([
		'aixcl · 1 of 1',
		'gamma',
		'shop · 1 of 1',
		'alpha',
		'no project · 1 of 1',
		'beta',
	]);
	await type('jj');
	expect(terminal.text()).toContain('› beta');
});

test('a container that is copied, opened or entered says so by its ID', async () => {
	const port = { hostIp: literal('0.0.0.0'), hostPort: 8080, containerPort: 80, protocol: literal('tcp') };
	const containers = madeContainers.map(each => (each.id === webui.id ? { ...each, ports: [port] } : each));
	const { terminal, type, effects } = await at({ containers: succeed(containers, 0), state: { selected: webui.id } });
	await type('y');
	expect(terminal.text()).toContain('Sent the ID of open-webui to your clipboard.');
	await type('.o');
	await type('e');
	expect(effects).toEqual([`copy ${webui.id}`, 'open http://127.0.0.1:8080', `shell ${webui.id}`]);
});

test('read-only offers nothing that changes anything', async () => {
	const { terminal, type, effects } = await at({
		state,
		engine: { url: undefined, info: undefined, isReadOnly: true },
	});
	await type('.');
	expect(terminal.text()).toContain('copy its ID');
	expect(terminal.text()).not.toMatch(/│ {2}(restart|stop|kill|shell)/);
	await type('rSpKDe');
	await type('qe');
	expect(terminal.text()).toContain('a shell could change something');
	expect(effects).toEqual([]);
});
