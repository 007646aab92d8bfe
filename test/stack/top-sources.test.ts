import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { freePort } from './free-port.ts';
import { describeRig } from './require-rig.ts';
import { numberIn } from './shown-number.ts';
import type { TopScreen } from './top-screen.ts';
import { closeTops, envOf, openTop } from './top-terminal.ts';

// Where aixcl looks for a Prometheus that nobody named.
const DEFAULT_PORT = 9090;

/** Passes connections to a port on to another one, until it is disposed of. */
const forward = async (from: number, to: number): Promise<AsyncDisposable> => {
	const sockets = new Set<Socket>();
	const server: Server = createServer(near => {
		const far = connect(to, '127.0.0.1');
		for (const socket of [near, far]) sockets.add(socket.on('error', () => socket.destroy()));
		near.pipe(far).pipe(near);
	});
	server.listen(from, '127.0.0.1');
	await once(server, 'listening');
	return {
		async [Symbol.asyncDispose]() {
			for (const socket of sockets) socket.destroy();
			server.close();
			await once(server, 'close');
		},
	};
};

describeRig('where aixcl top has its numbers from', rig => {
	afterEach(closeTops);

	const localEnv = { DOCKER_HOST: rig.dockerHost };
	const hasHostNumbers = ({ panel }: TopScreen) =>
		/^1 CPU [\d.]+% of/.test(panel('cpu').title) &&
		/^2 Memory [\d.]+ [GM]iB of/.test(panel('memory').title) &&
		panel('io').lines.some(line => line.endsWith(' free'));

	const hasLocalNumbers = (screen: TopScreen) =>
		hasHostNumbers(screen) && screen.panel('io').lines.some(line => /↓ +[\d.]+ [kMG]?B\/s/.test(line));

	it('a Prometheus that was asked for and is not there is waited for, and nothing stands in for it', async () => {
		const port = await freePort();
		const top = await openTop({ env: localEnv, args: ['--prometheus', `http://127.0.0.1:${port}`] });
		await top.see('the reason', ({ header }) =>
			header.includes(`Prometheus at 127.0.0.1:${port} refused the connection`),
		);
		const { header, panel } = await top.see(
			'a later try',
			screen => /retry (in )?[1-5] ?s/.test(screen.header) && screen,
		);
		expect(header).not.toContain('local');
		expect(panel('cpu').title).toBe('1 CPU –');
		for (const name of ['cpu', 'memory', 'io', 'postgres'] as const) {
			expect(panel(name).lines.join(' '), name).toMatch(/refused the connection.*Start it/);
		}
		await top.see('the containers all the same', ({ containers }) => numberIn(containers().get('busy')?.CPU ?? '') > 0);
		await using _ = await forward(port, Number(new URL(rig.prometheusUrl).port));
		await top.see(
			'its numbers once it is there',
			screen => hasHostNumbers(screen) && /prometheus ●/.test(screen.header),
			10,
		);
		await top.leave();
	});

	it('this machine itself where none was asked for, until one answers, and that one from then on', async () => {
		const top = await openTop({ env: localEnv });
		await top.see('numbers of this machine', hasLocalNumbers, 5);
		const { header, panel } = top.screen();
		expect(header).toMatch(/local sampler, no Prometheus ● \d+s/);
		expect(panel('postgres').lines.join(' ')).toMatch(/PostgreSQL is measured by Prometheus/);
		await top.see('the containers', ({ containers }) => numberIn(containers().get('busy')?.CPU ?? '') > 0);
		{
			await using _ = await forward(DEFAULT_PORT, Number(new URL(rig.prometheusUrl).port));
			await top.see('Prometheus to take over', screen => /prometheus ● \d+s/.test(screen.header), 10);
			await top.see('what only Prometheus knows', screen => screen.fact('postgres', 'connections') > 0);
			expect(top.screen().header).not.toContain('local');
		}
		await top.see('its loss, not a quiet change back', screen => /prometheus ▲ .*refused.*retry/.test(screen.header));
		await top.see('its numbers to age', screen => /\d+s old/.test(screen.panel('cpu').title));
		await top.leave();
	});

	it('this machine itself where --source says so, whatever Prometheus answers', async () => {
		const top = await openTop({ env: envOf(rig), args: ['--source', 'local'] });
		await top.see('numbers of this machine', hasLocalNumbers, 5);
		expect(top.screen().header).toMatch(/local sampler.* ● \d+s/);
		await top.leave();
	});
});
