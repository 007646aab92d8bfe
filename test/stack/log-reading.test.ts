import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createBackward } from '../../src/commands/log-reading/backward.ts';
import type { Known } from '../../src/commands/log-reading/follow-log-of.ts';
import { createOlderReader, edgeOf } from '../../src/commands/log-reading/older.ts';
import { createLogFeed, type LogFeed } from '../../src/commands/top/log-feed.ts';
import type { Engine, LogLine } from '../../src/engine/container.ts';
import { resolveEndpoint } from '../../src/engine/endpoint.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { clean, literal } from '../../src/text/clean.ts';
import { type HeldLine, type LogView, noLog } from '../../src/ui/logs/held-line.ts';
import type { LogGoal } from '../../src/ui/logs/log-state.ts';
import { numbering, removeWriters, runWriter } from './log-writers.ts';
import { describeRig } from './require-rig.ts';
import { waitUntil } from './wait-until.ts';

const { signal } = new AbortController();

describeRig('the logs of a real engine', rig => {
	let engine: Engine;
	let feed: LogFeed | undefined;

	beforeEach(async () => {
		const endpoint = await resolveEndpoint({ host: rig.dockerHost, env: {}, home: '/nonexistent' });
		engine = createEngine(endpoint, { isReadOnly: true });
	});

	afterEach(async () => {
		feed?.stop();
		engine.close();
		await rig.engine.start();
		await removeWriters(rig, 'writer', 'other');
	});

	/** What docker itself prints, the lines of each stream in their order. */
	const printed = async (name: string) => {
		const read = async (redirected: string) => {
			const { stdout } = await promisify(execFile)(
				'sh',
				['-c', `"$0" logs ${name} ${redirected}`, rig.engineAccess.docker],
				{
					env: { ...process.env, DOCKER_HOST: rig.dockerHost, DOCKER_CONFIG: rig.engineAccess.settings },
					maxBuffer: 2 ** 28,
				},
			);
			return stdout.split('\n').filter(Boolean);
		};
		return { stdout: await read('2>/dev/null'), stderr: await read('2>&1 >/dev/null') };
	};

	const doubled = (lines: readonly string[]) => lines.filter((line, index) => lines.indexOf(line) !== index);

	const byStream = (lines: readonly LogLine[]) => {
		const of = (stream: LogLine['stream']) => lines.filter(line => line.stream === stream).map(({ text }) => text);
		return { stdout: of('stdout'), stderr: of('stderr') };
	};

	const ended = (name: string) => rig.docker('wait', name);

	const open = async (
		names: readonly string[],
		{ goal = { kind: 'tail' }, follows = true, ...asked }: OpenOptions = {},
	) => {
		let view: LogView = noLog;
		let containers = await engine.list(signal);
		const poll = setInterval(() => {
			engine.list(signal).then(
				list => {
					containers = list;
					isReached = true;
				},
				() => {
					isReached = false;
				},
			);
		}, 200);
		let isReached = true;
		// As the screen does: without events, a container that is started again between two lists looks the same.
		const watching = new AbortController();
		const watch = async () => {
			while (!watching.signal.aborted) {
				await engine.watch(() => undefined, watching.signal).catch(() => undefined);
				await new Promise(resolve => setTimeout(resolve, 100));
			}
		};
		void watch();
		const sources = names.map(name => {
			const found = containers.find(container => container.name === name)!;
			return { id: found.id, name: found.name };
		});
		const known = (id: string): Known =>
			isReached ? (containers.find(container => container.id === id) ?? 'gone') : 'unknown';
		const opened = createLogFeed({
			...{ number: 1, connect: async () => engine, sources, goal, known, follows: () => follows, now: Date.now },
			asked: { filter: '', level: 'all', minutes: undefined, ...asked },
			changed: () => new Promise(resolve => setTimeout(resolve, 100)),
			publish(change) {
				view = { ...view, ...change };
			},
		});
		feed = {
			...opened,
			stop() {
				clearInterval(poll);
				watching.abort();
				opened.stop();
			},
		};
		return { feed: opened, view: () => view, texts: () => view.lines.map(({ line }) => line.text) };
	};

	it('backwards come to the whole log, page by page, with a line of 200 KB in it', async () => {
		await runWriter(
			rig,
			'writer',
			'i=0; while [ $i -lt 3000 ]; do i=$((i+1)); echo "out $i"; echo "err $i" >&2; [ $i = 1500 ] && { printf %0200000d 7; echo; }; done; true',
		);
		await ended('writer');
		const id = (await engine.list(signal)).find(({ name }) => name === 'writer')!.id;
		const reader = createOlderReader(engine, id);
		const all: LogLine[] = [];
		for (let isBeginning = false; !isBeginning; ) {
			const page = await reader.read(170, signal);
			all.unshift(...page.lines);
			isBeginning = page.isBeginning;
		}
		const { stdout, stderr } = await printed('writer');
		const cut = (line: string) =>
			line.length > 16_384 ? `${line.slice(0, 16_384)} … (+${line.length - 16_384} bytes)` : line;
		expect(byStream(all)).toEqual({ stdout: stdout.map(cut), stderr });
		expect(stdout).toHaveLength(3001);
		const half = all.slice(2500);
		const rest = createBackward([{ source: id, reader: createOlderReader(engine, id, edgeOf(half)) }]);
		expect((await rest.take(5000, signal)).map(({ line }) => line).toReversed()).toEqual(all.slice(0, 2500));
	});

	it('lose and double no line over restarts of the container and of the engine', async () => {
		await runWriter(rig, 'writer', numbering, '--restart', 'always', '--stop-timeout', '0');
		const { view, texts } = await open(['writer']);
		const grows = async (what: string) => {
			const before = texts().length;
			await waitUntil(() => texts().length > before + 50, {
				what,
				seconds: 60,
				why: () => texts().slice(-5).join('\n'),
			});
		};
		await grows('the first lines');
		await rig.docker('restart', 'writer');
		await grows('lines after a restart of the container');
		await rig.engine.restart();
		await grows('lines after a restart of the engine');
		await rig.docker('update', '--restart', 'no', 'writer');
		await rig.docker('stop', 'writer');
		await waitUntil(() => view().status === 'stopped', { what: 'the log to be called stopped' });
		const written = view().lines.filter(({ isMark }) => !isMark);
		expect(byStream(written.map(({ line }) => line))).toEqual(await printed('writer'));
		expect(doubled(texts())).toEqual([]);
		expect(texts().at(-1)).toMatch(/^— writer stopped .*\d\d:\d\d:\d\d \(exit 137\) —$/);
		const marks = texts().filter(text => text.startsWith('—'));
		expect(marks.length, marks.join('\n')).toBeGreaterThanOrEqual(3);
	});

	it('go on after the engine was killed, and no line comes twice', async () => {
		await runWriter(rig, 'writer', numbering, '--restart', 'always', '--stop-timeout', '0');
		const { view, texts } = await open(['writer']);
		await waitUntil(() => texts().length > 100, { what: 'the first lines' });
		await rig.engine.kill();
		await rig.engine.start();
		const before = texts().length;
		await waitUntil(() => texts().length > before + 100, { what: 'lines of after that', seconds: 60 });
		await rig.docker('update', '--restart', 'no', 'writer');
		await rig.docker('stop', 'writer');
		await waitUntil(() => view().status === 'stopped', { what: 'the log to be called stopped' });
		expect(doubled(texts())).toEqual([]);
		// The engine may have died in the middle of an entry, which it cannot read any more itself.
		const { stdout, stderr } = await printed('writer');
		const read = new Set(texts());
		expect([...stdout, ...stderr].filter(line => !read.has(clean(line)))).toEqual([]);
	});

	it('are filtered in all that the engine keeps, and searched in it', async () => {
		await runWriter(rig, 'writer', 'seq 1 40000 | awk \'{print "entry", $1, ($1%5000==7 ? "needle" : "")}\'');
		await ended('writer');
		const filtered = await open(['writer'], { filter: 'needle' });
		await waitUntil(() => filtered.view().status === 'stopped', { what: 'the log' });
		await filtered.feed.older({ lines: 300, bound: 1e6 });
		expect(filtered.texts().filter(text => text.includes('entry'))).toEqual(
			[7, 5007, 10_007, 15_007, 20_007, 25_007, 30_007, 35_007].map(number => `entry ${number} needle`),
		);
		expect(filtered.view().isWhole).toBe(true);
		filtered.feed.stop();

		const searched = await open(['writer'], { follows: false });
		await waitUntil(() => searched.view().status === 'stopped', { what: 'the log' });
		const hitIn = (lines: readonly HeldLine[]) => lines.find(({ line }) => line.text === 'entry 777 ');
		const { hit } = await searched.feed.older({ lines: 300, bound: 1e6, hunt: { hitIn, key: 'a' } });
		expect(hit?.line.text).toBe('entry 777 ');
		const numbers = searched.view().lines.map(({ line }) => Number(/\d+/.exec(line.text)?.[0]));
		expect(numbers).toContain(777);
		expect(numbers).toEqual(Array.from(numbers, (_, index) => numbers[0]! + index));
	});

	it('begin at a moment, in both directions', async () => {
		await runWriter(rig, 'writer', 'seq 1 500; usleep 300000; seq 501 900');
		await ended('writer');
		const id = (await engine.list(signal)).find(({ name }) => name === 'writer')!.id;
		const all: LogLine[] = [];
		for await (const line of engine.logs(id, { tail: 1e6, follow: false }, signal)) all.push(line);
		const at = all.find(({ text }) => text === '501')!.at!;
		const { feed: opened, view, texts } = await open(['writer'], { goal: { kind: 'from', at }, follows: false });
		await waitUntil(() => view().status === 'stopped', { what: 'the lines from then on' });
		const start = view().lines.find(({ seq }) => seq === view().start?.seq);
		expect(start?.line.text).toBe('501');
		while (!view().isWhole) await opened.older({ lines: 150, bound: 150 });
		expect(texts().slice(0, 900)).toEqual(Array.from({ length: 900 }, (_, index) => String(index + 1)));
	});

	it('of several containers come merged, in the order of time', async () => {
		await runWriter(rig, 'writer', 'for i in 1 2 3 4 5 6 7 8; do echo a$i; usleep 50000; done');
		await runWriter(rig, 'other', 'for i in 1 2 3 4 5 6 7 8; do echo b$i; usleep 40000; done');
		const { view } = await open(['writer', 'other']);
		const written = () => view().lines.filter(({ isMark }) => !isMark);
		await waitUntil(() => written().length === 16, { what: 'all lines of both' });
		const times = written().map(({ line }) => line.at!);
		expect(times).toEqual(times.toSorted((a, b) => a - b));
		expect(new Set(written().map(({ name }) => name))).toEqual(new Set(['writer', 'other']));
	});

	it('say why they cannot be read, and that their container was removed', async () => {
		await rig.docker(
			'run',
			'--detach',
			'--name',
			'other',
			'--log-driver',
			'none',
			'aixcl-rig/busybox:1',
			'sleep',
			'99',
		);
		const silent = await open(['other']);
		await waitUntil(() => silent.view().status === 'failed', { what: 'the log to fail' });
		expect(silent.view().error).toMatchObject({
			message: expect.stringContaining('log driver of this container keeps nothing'),
		});
		silent.feed.stop();

		await runWriter(rig, 'writer', 'echo last words; sleep 99');
		const { view, texts } = await open(['writer']);
		await waitUntil(() => texts().includes(literal('last words')), { what: 'its line' });
		await rig.docker('rm', '--force', 'writer');
		await waitUntil(() => view().status === 'removed', { what: 'the log to be called removed' });
		expect(texts()[0]).toBe('last words');
		expect(texts().at(-1)).toMatch(/^— writer removed .*—$/);
	});

	it('are held within bounds while nobody looks at the end, and the engine waits', async () => {
		await runWriter(rig, 'writer', 'seq 1 60000; sleep 99');
		const { feed: opened, view, texts } = await open(['writer'], { goal: { kind: 'head' }, follows: false });
		await waitUntil(() => !view().isCurrent && view().lines.length === 10_000, { what: 'as many lines as are held' });
		expect([texts()[0], texts().at(-1)]).toEqual(['1', '10000']);
		opened.newer();
		await waitUntil(() => texts().at(-1) === '11000', { what: 'the next thousand' });
		expect(texts()).toEqual(Array.from({ length: 10_000 }, (_, index) => String(index + 1001)));
		expect(view().dropped).toBe(1000);
		await opened.older({ lines: 500, bound: 500 });
		expect(texts().slice(0, 501)).toEqual(Array.from({ length: 501 }, (_, index) => String(index + 501)));
	});

	it('of long lines are held within as many bytes, and no more is taken from the engine', async () => {
		await runWriter(rig, 'writer', 'awk \'BEGIN { for (n = 1; n <= 60000; n++) printf "%d %01000d\\n", n, 0 }\'');
		await ended('writer');
		const before = await bytesRead();
		const { feed: opened, view, texts } = await open(['writer'], { goal: { kind: 'head' }, follows: false });
		const numbers = () => texts().map(text => Number(text.split(' ')[0]));
		const isInOrder = () => numbers().every((number, index, all) => number === all[0]! + index);
		await waitUntil(() => !view().isCurrent && numbers().length > 3000, { what: 'as many lines as are held' });
		// Time enough to read all 60 MB, if nothing held it back.
		await new Promise(resolve => setTimeout(resolve, 3000));
		const read = (await bytesRead()) - before;
		expect(read).toBeGreaterThan(3e6);
		expect(read).toBeLessThan(2e7);
		expect([numbers()[0], view().dropped, isInOrder()]).toEqual([1, 0, true]);
		const held = numbers().length;
		expect(held).toBeLessThan(4000);
		opened.newer();
		await waitUntil(() => numbers().at(-1)! > held + 500, { what: 'the next ones' });
		expect(isInOrder()).toBe(true);
	});
});

/** Bytes that this process has read from anything, sockets too. */
const bytesRead = async (): Promise<number> =>
	Number(/^rchar: (\d+)$/m.exec(await readFile('/proc/self/io', 'utf8'))?.[1]);

type OpenOptions = {
	readonly goal?: LogGoal;
	readonly follows?: boolean;
	readonly filter?: string;
	readonly level?: 'all' | 'warn' | 'error';
	readonly minutes?: number;
};
