import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Container, Engine } from '../../../src/engine/container.ts';
import { resolveEndpoint } from '../../../src/engine/endpoint.ts';
import { createEngine } from '../../../src/engine/engine.ts';
import { CONTAINER_IMAGE } from '../containers.ts';
import { podmanRecipes } from '../podman-containers.ts';
import { type PodmanEngine, startPodman } from '../podman-engine.ts';
import { describePodman } from '../podman-parts.ts';
import { waitUntil } from '../wait-until.ts';

const { signal } = new AbortController();
describePodman('Podman', parts => {
	describe.each([
		{ kind: 'as root', isRootless: false },
		{ kind: 'without root', isRootless: true },
	])('$kind', ({ isRootless }) => {
		const RECIPES = podmanRecipes(isRootless);
		let host: PodmanEngine;
		let engine: Engine;
		const list = async (): Promise<Readonly<Record<string, Container>>> =>
			Object.fromEntries((await engine.list(signal)).map(container => [container.name, container]));
		const idOf = (name: string) => host.podman('inspect', '--format', '{{.Id}}', name);
		const inspected = (name: string, format: string) => host.podman('inspect', '--format', format, name);
		const watched = async () => {
			const controller = new AbortController();
			const seen = { changes: 0 };
			const ended = engine.watch(() => {
				seen.changes += 1;
			}, controller.signal);
			await waitUntil(() => seen.changes === 1, { what: 'the stream of events' });
			return {
				seen,
				async [Symbol.asyncDispose]() {
					controller.abort();
					await ended;
				},
			};
		};

		beforeAll(async () => {
			host = await startPodman(parts, { isRootless });
			const endpoint = await resolveEndpoint({ host: host.access.dockerHost, env: {}, home: '/nonexistent' });
			engine = createEngine(endpoint, { isReadOnly: false, deadline: 20_000 });
			for (const [name, [options, script]] of Object.entries(RECIPES)) {
				const network = options.includes('--network') ? [] : ['--network', 'none'];
				const label = ['--label', 'io.podman.compose.project=aixcl'];
				await host.podman(
					'run',
					'--detach',
					'--name',
					name,
					...network,
					...label,
					...options,
					CONTAINER_IMAGE,
					'sh',
					'-c',
					script,
				);
			}
		});
		afterAll(async () => {
			engine?.close();
			await host?.stop();
		});
		it('tells what it is', async () => {
			const info = await engine.info(signal);
			expect(info).toMatchObject({ product: 'podman', version: '4.3.1', isRootless });
			expect(`${info.hostName} ${info.cores} ${info.memoryBytes} ${info.dataFolder}`).toBe(
				await host.podman(
					'info',
					'--format',
					'{{.Host.Hostname}} {{.Host.CPUs}} {{.Host.MemTotal}} {{.Store.GraphRoot}}',
				),
			);
		});

		it('lists state, exit code, times, labels of both families, and who has no network of its own', async () => {
			const containers = await waitUntil(
				async () => {
					const found = await list();
					return found.gone?.state === 'exited' && found;
				},
				{ what: 'the end of one' },
			);
			expect(Object.keys(containers).sort()).toEqual(Object.keys(RECIPES).sort());
			expect(containers.gone).toMatchObject({ state: 'exited', exitCode: 3, health: undefined });
			expect(containers.busy).toMatchObject({ state: 'running', project: 'aixcl', service: 'busy', restartCount: 0 });
			expect(containers.busy?.exitCode).toBeUndefined();
			for (const name of Object.keys(RECIPES)) {
				expect(containers[name]?.id).toBe(await idOf(name));
				const started = await inspected(name, '{{.State.StartedAt.UnixMilli}}');
				expect(containers[name]?.startedAt, name).toBe(Number(started));
				expect(containers[name]?.isOnHostNetwork, name).toBe(name === 'on-host');
			}
		});

		it('tells of its checks as they are made', async () => {
			await using events = await watched();
			expect((await list()).checked?.health).toBe('starting');
			await host.podman('healthcheck', 'run', 'checked');
			await waitUntil(async () => events.seen.changes > 1 && (await list()).checked?.health === 'healthy', {
				what: 'the good check',
			});
			await host.podman('exec', 'checked', 'touch', '/sick');
			const before = events.seen.changes;
			await host.podman('healthcheck', 'run', 'checked').catch(() => undefined);
			await waitUntil(async () => events.seen.changes > before && (await list()).checked?.health === 'unhealthy', {
				what: 'the bad check',
			});
		});

		it('tells of a check also where nobody listens for events', async () => {
			await host.podman('exec', 'checked', 'rm', '/sick');
			expect((await list()).checked?.health).toBe('unhealthy');
			await host.podman('healthcheck', 'run', 'checked');
			expect((await list()).checked?.health).toBe('healthy');
		});

		it('stops, starts and restarts, sees the events of it, and tells the new state', async () => {
			await using events = await watched();
			const { id } = (await list()).chatty!;
			await engine.act('stop', id, signal);
			expect(await inspected('chatty', '{{.State.Status}}')).toBe('exited');
			await waitUntil(async () => events.seen.changes > 1 && (await list()).chatty?.state === 'exited', {
				what: 'the stop in the list',
			});
			const before = events.seen.changes;
			await engine.act('start', id, signal);
			// What is as it was asked to be is no failure.
			await engine.act('start', id, signal);
			await waitUntil(async () => events.seen.changes > before && (await list()).chatty?.state === 'running', {
				what: 'the start in the list',
			});
			const { startedAt } = (await list()).chatty!;
			await engine.act('restart', id, signal);
			await waitUntil(async () => (await list()).chatty?.startedAt !== startedAt, { what: 'the restart in the list' });
			expect((await list()).chatty?.state).toBe('running');
		});

		it('gives what does not end by itself the time that it was created with', async () => {
			const id = await idOf('busy');
			await engine.act('stop', id, signal);
			expect((await list()).busy).toMatchObject({ state: 'exited', exitCode: 137 });
			await engine.act('start', id, signal);
		});

		it('sees what others do', async () => {
			await using events = await watched();
			await list();
			await host.podman('rename', 'tty', 'renamed');
			await waitUntil(async () => events.seen.changes > 1 && 'renamed' in (await list()), { what: 'the new name' });
			await host.podman('rename', 'renamed', 'tty');
			await host.podman('run', '--name', 'short', '--network', 'none', CONTAINER_IMAGE, 'true');
			await waitUntil(async () => (await list()).short?.state === 'exited', { what: 'the new one' });
			await host.podman('rm', 'short');
			await waitUntil(async () => !('short' in (await list())), { what: 'it to be gone' });
		});

		// Without root, nothing can be paused on the first version of control groups.
		const asRoot = isRootless ? () => undefined : it;
		asRoot('pauses, and says that what is paused must be unpaused first', async () => {
			const id = await idOf('tty');
			await engine.act('pause', id, signal);
			await waitUntil(async () => (await list()).tty?.state === 'paused', { what: 'the pause' });
			await expect(engine.act('restart', id, signal)).rejects.toMatchObject({ message: 'tty is paused' });
			for (const action of ['start', 'stop'] as const) {
				await expect(engine.act(action, id, signal)).rejects.toMatchObject({
					message: expect.stringMatching(/^The container engine cannot do this now: .* container state improper$/),
					hint: 'Unpause it first, if it is paused.',
				});
			}
			await engine.act('unpause', id, signal);
			await waitUntil(async () => (await list()).tty?.state === 'running', { what: 'its end' });
		});

		it('tells what runs in a container as podman top does, column by column', async () => {
			const { titles, rows } = await engine.processes(await idOf('on-host'), signal);
			const columns: readonly string[] = titles;
			const [toldTitles = '', ...told] = (await host.podman('top', 'on-host')).split('\n');
			expect(columns).toEqual(toldTitles.trim().split(/\s+/));
			const [pid, command] = ['PID', 'COMMAND'].map(title => columns.indexOf(title));
			const shown = rows.map(row => `${row[pid!]} ${row[command!]}`);
			expect(shown).toEqual(
				told
					.map(line => line.trim().split(/\s+/))
					.map(cells => [cells[pid!], ...cells.slice(command)].join(' ').trim()),
			);
			expect(shown.some(line => /^\d+ sleep 9999$/.test(line))).toBe(true);
		});

		it('tells what happened before, all of it, each time', async () => {
			const id = await idOf('gone');
			for (let times = 0; times < 5; times++) {
				const until = Date.now();
				const past = await engine.events({ since: until - 600_000, until }, signal);
				const own = past.filter(event => event.id === id);
				expect(own.map(({ action }) => action).filter(action => /^(create|start|die)$/.test(action))).toEqual([
					'create',
					'start',
					'die',
				]);
				expect(own.find(({ action }) => action === 'die')?.exitCode).toBe(3);
			}
		});

		it('kills, and removes what has ended', async () => {
			await host.podman('run', '--detach', '--name', 'short', '--network', 'none', CONTAINER_IMAGE, 'sleep', '999');
			const id = await idOf('short');
			await engine.act('kill', id, signal);
			await waitUntil(async () => (await list()).short?.state === 'exited', { what: 'its end' });
			await engine.act('remove', id, signal);
			expect('short' in (await list())).toBe(false);
		});

		it('reads the logs of both streams in order, and follows them', async () => {
			const texts: string[] = [];
			const streams = new Set<string>();
			let last = 0;
			for await (const { stream, at, text } of engine.logs(await idOf('chatty'), { tail: 4, follow: true }, signal)) {
				expect(stream).toBe(text.startsWith('error') ? 'stderr' : 'stdout');
				expect(at).toBeGreaterThanOrEqual(last);
				last = at ?? Number.NaN;
				streams.add(stream);
				texts.push(text);
				if (texts.length === 10) break;
			}
			const numbers = texts.filter(text => text.startsWith('line')).map(text => Number(text.slice(5)));
			expect(numbers).toEqual(numbers.map((_, index) => numbers[0]! + index));
			expect(streams).toEqual(new Set(['stdout', 'stderr']));
		});

		it('reads the log of a TTY, of one that has ended, and from a moment on', async () => {
			const read = async (name: string, since?: number) => {
				const found: string[] = [];
				const request = { tail: 1000, follow: false, ...(since === undefined ? {} : { since }) };
				for await (const { text, stream } of engine.logs(await idOf(name), request, signal))
					found.push(`${stream} ${text}`);
				return found;
			};
			expect((await read('tty')).slice(0, 2)).toEqual(['stdout line 1', 'stdout line 2']);
			expect(await read('gone')).toEqual(['stderr cannot read its settings']);
			const all = await read('chatty');
			const later = await read('chatty', Date.now() - 1500);
			expect(later.length).toBeGreaterThan(0);
			expect(later.length).toBeLessThan(all.length);
		});

		it('says what it does not have', async () => {
			const stranger = 'a'.repeat(64);
			await expect(engine.act('stop', stranger, signal)).rejects.toMatchObject({ kind: 'answered', status: 404 });
			const read = async () => {
				for await (const _ of engine.logs(stranger, { tail: 1, follow: false }, signal)) expect.unreachable();
			};
			await expect(read()).rejects.toMatchObject({
				status: 404,
				message: expect.stringContaining('no such container'),
			});
			expect('gone' in (await list())).toBe(true);
		});

		it('is used again when its service was killed and started anew', async () => {
			await list();
			const watching = engine.watch(() => undefined, signal).catch((error: unknown) => error);
			await host.service.kill();
			try {
				expect(await watching).toMatchObject({ code: 'engine' });
				await expect(engine.list(signal)).rejects.toMatchObject({ kind: 'unreachable', hint: expect.any(String) });
			} finally {
				await host.service.start();
			}
			expect((await list()).chatty?.state).toBe('running');
		});
	});
});
