import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Container, Engine } from '../../src/engine/container.ts';
import { resolveEndpoint } from '../../src/engine/endpoint.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { ownerOf } from '../../src/sources/gpu/owners.ts';
import { describeRig } from './require-rig.ts';
import { waitUntil } from './wait-until.ts';

const { signal } = new AbortController();

describeRig('a real engine', rig => {
	let engine: Engine;

	const connect = async (isReadOnly = false) =>
		createEngine(await resolveEndpoint({ host: rig.dockerHost, env: {}, home: '/nonexistent' }), { isReadOnly });
	const list = async (): Promise<Readonly<Record<string, Container>>> =>
		Object.fromEntries((await engine.list(signal)).map(container => [container.name, container]));
	const inspected = (name: string, format: string) => rig.docker('inspect', '-f', format, name);

	beforeEach(async () => {
		engine = await connect();
	});

	afterEach(() => engine.close());

	it('tells what it is', async () => {
		const info = await engine.info(signal);
		expect(info).toMatchObject({
			product: 'docker',
			version: await rig.docker('version', '-f', '{{.Server.Version}}'),
		});
		expect(`${info.cores} ${info.memoryBytes} ${info.hostName}`).toBe(
			await rig.docker('info', '-f', '{{.NCPU}} {{.MemTotal}} {{.Name}}'),
		);
	});

	it('lists state, health, exit code, times and Compose names as docker inspect has them', async () => {
		const containers = await waitUntil(
			async () => {
				const found = await list();
				return found.sick?.health === 'unhealthy' && found.fine?.health === 'healthy' && found;
			},
			{ what: 'both health checks' },
		);
		expect(Object.keys(containers).sort()).toEqual(Object.keys(rig.containers).sort());
		expect(containers.gone).toMatchObject({ state: 'exited', exitCode: 3, health: undefined });
		expect(containers.busy).toMatchObject({ state: 'running', exitCode: undefined, project: 'aixcl', service: 'busy' });
		for (const name of ['busy', 'chatty', 'sick', 'gone', 'tty', 'fine'] as const) {
			const [id, started = '', restarts] = (
				await inspected(name, '{{.Id}} {{.State.StartedAt}} {{.RestartCount}}')
			).split(' ');
			expect(containers[name]).toMatchObject({ id, startedAt: Date.parse(started), restartCount: Number(restarts) });
		}
	});

	it('has each process where the machine tells whose it is', async () => {
		const [id, pid = ''] = (await inspected('chatty', '{{.Id}} {{.State.Pid}}')).split(' ');
		const [program = ''] = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
		expect(await ownerOf(pid, program)).toEqual({ container: id, model: undefined, blob: undefined });
	});

	it('stops, starts and restarts, sees the events of it, and tells the new state', async () => {
		const controller = new AbortController();
		let changes = 0;
		const watching = engine.watch(() => {
			changes += 1;
		}, controller.signal);
		await waitUntil(() => changes === 1, { what: 'the stream of events' });
		const { id } = (await list()).fine!;
		await engine.act('stop', id, signal);
		expect(await inspected('fine', '{{.State.Status}}')).toBe('exited');
		await waitUntil(async () => changes > 1 && (await list()).fine?.state === 'exited', {
			what: 'the stop in the list',
		});
		const before = changes;
		await engine.act('start', id, signal);
		await waitUntil(async () => changes > before && (await list()).fine?.state === 'running', {
			what: 'the start in the list',
		});
		const { startedAt } = (await list()).fine!;
		await engine.act('restart', id, signal);
		const again = await waitUntil(
			async () => {
				const { fine } = await list();
				return fine?.state === 'running' && fine.startedAt !== startedAt && fine;
			},
			{ what: 'the restart in the list' },
		);
		expect(again.startedAt).toBe(Date.parse(await inspected('fine', '{{.State.StartedAt}}')));
		controller.abort();
		await watching;
	});

	it('sees what others do, without being asked', async () => {
		const controller = new AbortController();
		let changes = 0;
		const watching = engine.watch(() => {
			changes += 1;
		}, controller.signal);
		await waitUntil(() => changes === 1, { what: 'the stream of events' });
		await list();
		await rig.docker('pause', 'tty');
		await waitUntil(async () => changes > 1 && (await list()).tty?.state === 'paused', { what: 'the pause' });
		await rig.docker('unpause', 'tty');
		await waitUntil(async () => (await list()).tty?.state === 'running', { what: 'the end of the pause' });
		await rig.docker('rename', 'tty', 'renamed');
		await waitUntil(async () => (await list()).renamed?.id === rig.containers.tty, { what: 'the new name' });
		await rig.docker('rename', 'renamed', 'tty');
		controller.abort();
		await watching;
	});

	it('measures what docker stats shows', async () => {
		const agree = async () => {
			const names = ['busy', 'fine', 'chatty'] as const;
			const ids = names.map(name => rig.containers[name]!);
			await Promise.all(ids.map(id => engine.stats(id, signal)));
			const table = await rig.docker(
				'stats',
				'--no-stream',
				'--format',
				'{{.Name}} {{.CPUPerc}} {{.MemUsage}}',
				...names,
			);
			const ours = await Promise.all(ids.map(id => engine.stats(id, signal)));
			for (const [index, name] of names.entries()) {
				const [, percent = '', used = '', limit = ''] =
					new RegExp(`^${name} ([\\d.]+)% (\\S+) / (\\S+)$`, 'm').exec(table) ?? [];
				const { cpuCores, memoryBytes, memoryLimitBytes } = ours[index]!;
				// The throttled container uses its fifth of a core in bursts of 20 ms in 100; the others next to nothing.
				expect(Math.abs(cpuCores! - Number(percent) / 100), `${name}: ${cpuCores} cores, ${percent} %`).toBeLessThan(
					0.05,
				);
				const theirs = bytesOf(used);
				expect(Math.abs(memoryBytes! - theirs), `${name}: ${memoryBytes} bytes, ${used}`).toBeLessThan(
					theirs * 0.05 + 300_000,
				);
				if (name === 'busy') expect(memoryLimitBytes).toBe(bytesOf(limit));
				else expect(memoryLimitBytes).toBeUndefined();
			}
			expect(ours[0]!.cpuCores).toBeGreaterThan(0.1);
		};
		// Both look at a second or so of their own: where the machine gives the container its share in fits, not at the same.
		await expect.poll(async () => agree().then(() => 'agree', String), { timeout: 60_000 }).toBe('agree');
	});

	it('a container that has ended uses nothing that is known', async () => {
		expect(await engine.stats(rig.containers.gone!, signal)).toMatchObject({
			cpuCores: undefined,
			memoryBytes: undefined,
		});
	});

	it('reads the logs of both streams in order, and follows them', async () => {
		const numbers: number[] = [];
		const streams = new Set<string>();
		let last = 0;
		const before = Date.now();
		for await (const { stream, at, text } of engine.logs(rig.containers.chatty!, { tail: 3, follow: true }, signal)) {
			const [, number = '', isError] = /^line (\d+)( on stderr)?$/.exec(text) ?? [];
			expect(text).toMatch(/^line \d+/);
			expect(stream).toBe(isError ? 'stderr' : 'stdout');
			expect(at).toBeGreaterThanOrEqual(last);
			numbers.push(Number(number));
			streams.add(stream);
			last = at ?? Number.NaN;
			if (numbers.length === 8) break;
		}
		expect(numbers).toEqual(Array.from({ length: 8 }, (_, index) => numbers[0]! + index));
		expect(streams).toEqual(new Set(['stdout', 'stderr']));
		expect(last).toBeGreaterThan(before);
	});

	it('reads the log of a TTY container, and of one that has ended', async () => {
		for await (const { stream, at, text } of engine.logs(rig.containers.tty!, { tail: 2, follow: false }, signal)) {
			expect({ stream, text }).toEqual({ stream: 'stdout', text: expect.stringMatching(/^tty line \d+$/) });
			expect(at).toBeGreaterThan(Date.UTC(2020, 0));
		}
		const lines: string[] = [];
		for await (const { text } of engine.logs(rig.containers.gone!, { tail: 1, follow: true }, signal)) lines.push(text);
		expect(lines).toEqual(['cannot read its settings']);
	});

	it('shows a long line up to 16 KiB and says exactly how much is missing', async () => {
		await rig.docker(
			'run',
			'-d',
			'--name',
			'long',
			'aixcl-rig/busybox:1',
			'sh',
			'-c',
			'yes | tr -d "\\n" | head -c 100000; echo; echo end',
		);
		try {
			await rig.docker('wait', 'long');
			const id = await inspected('long', '{{.Id}}');
			const lines: string[] = [];
			for await (const { text } of engine.logs(id, { tail: 100, follow: false }, signal)) lines.push(text);
			expect(lines).toEqual([`${'y'.repeat(16_384)} … (+${100_000 - 16_384} bytes)`, 'end']);
		} finally {
			await rig.docker('rm', '-f', 'long');
		}
	});

	it('survives that the engine is killed and started again', async () => {
		await list();
		const watching = engine.watch(() => undefined, signal).catch((error: unknown) => error);
		await rig.engine.kill();
		try {
			expect(await watching).toMatchObject({ code: 'engine' });
			await expect(engine.list(signal)).rejects.toMatchObject({ code: 'engine', hint: expect.any(String) });
		} finally {
			await rig.engine.start();
			await rig.docker('start', ...Object.keys(rig.containers).filter(name => name !== 'gone'));
		}
		expect((await list()).busy?.startedAt).toBe(Date.parse(await inspected('busy', '{{.State.StartedAt}}')));
	});

	it('a hung engine meets the deadline, and is used again when it wakes', async () => {
		await list();
		await rig.engine.pause();
		try {
			await expect(engine.list(signal)).rejects.toMatchObject({
				code: 'engine',
				message: expect.stringContaining('did not answer within 3 s'),
			});
		} finally {
			await rig.engine.resume();
		}
		expect((await list()).busy?.state).toBe('running');
	});

	it('read-only changes nothing', async () => {
		const reader = await connect(true);
		const before = await inspected('busy', '{{.State.StartedAt}}');
		for (const action of ['stop', 'restart', 'start'] as const) {
			await expect(reader.act(action, rig.containers.busy!, signal)).rejects.toThrow('Read-only');
		}
		expect(await inspected('busy', '{{.State.StartedAt}} {{.State.Status}}')).toBe(`${before} running`);
		reader.close();
	});
});

const bytesOf = (text: string): number => {
	const [, number = '', unit = ''] = /^([\d.]+)(\w+)$/.exec(text) ?? [];
	return Number(number) * { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 }[unit]!;
};
