import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Engine } from '../../src/engine/container.ts';
import type { ExecSession } from '../../src/engine/details.ts';
import { resolveEndpoint } from '../../src/engine/endpoint.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { CONTAINER_IMAGE } from './containers.ts';
import { describeRig } from './require-rig.ts';
import { waitUntil } from './wait-until.ts';

const { signal } = new AbortController();
const size = { columns: 101, rows: 37 };

describeRig('a command in a container of a real engine', rig => {
	let engine: Engine;
	let id: string;

	/** Opens a command and gathers what it says. */
	const open = async (command: readonly string[], abort = signal) => {
		const session: ExecSession = await engine.exec(id, command, size, abort);
		let text = '';
		session.stream.on('data', (chunk: Buffer) => {
			text += chunk.toString();
		});
		const says = (what: string | RegExp) =>
			waitUntil(() => (typeof what === 'string' ? text.includes(what) : what.test(text)), {
				what: `${what} in ${text}`,
			});
		return { ...session, says, text: () => text };
	};

	beforeEach(async () => {
		engine = createEngine(await resolveEndpoint({ host: rig.dockerHost, env: {}, home: '/nonexistent' }), {
			isReadOnly: false,
		});
		id = await rig.docker('run', '--detach', '--name', 'exec', CONTAINER_IMAGE, 'sh', '-c', 'sleep 1000');
	});

	afterEach(async () => {
		engine.close();
		await rig.docker('rm', '--force', 'exec');
	});

	it('has a terminal of its size, takes input and a new size, and tells its exit code', async () => {
		const { stream, says, resize, exitCode } = await open(['sh']);
		stream.write('echo "$(tty) ok"; stty size\n');
		await says(/\/dev\/pts\/\d+ ok/);
		await says('37 101');
		await resize({ columns: 60, rows: 20 });
		stream.write('stty size\n');
		await says('20 60');
		// An engine that takes this key for itself holds it back.
		stream.write('cat -v\n');
		await says(/cat -v\r\n/);
		stream.write('\u0010\n\u0004');
		await says('^P');
		stream.write('exit 7\n');
		expect(await exitCode(signal)).toBe(7);
	});

	it('says everything there was to say, at once or at length', async () => {
		const short = await open(['echo', 'first and last']);
		expect(await short.exitCode(signal)).toBe(0);
		expect(short.text()).toBe('first and last\r\n');
		const long = await open(['sh', '-c', 'seq 1 200000; exit 3']);
		expect(await long.exitCode(signal)).toBe(3);
		expect(long.text().split('\r\n')).toHaveLength(200_001);
		expect(long.text().endsWith('200000\r\n')).toBe(true);
	});

	it('tells of a program that is not there', async () => {
		const { exitCode, text } = await open(['/no/such/shell']);
		expect([126, 127]).toContain(await exitCode(signal));
		expect(text()).toContain('/no/such/shell');
	});

	it('ends when its container dies, and when that is removed meanwhile', async () => {
		const killed = await open(['sh', '-c', 'echo on; sleep 1000']);
		await killed.says('on');
		await rig.docker('kill', 'exec');
		expect([137, undefined]).toContain(await killed.exitCode(signal));
		await rig.docker('start', 'exec');
		const removed = await open(['sh', '-c', 'echo on; sleep 1000']);
		await removed.says('on');
		const code = removed.exitCode(signal);
		await rig.docker('rm', '--force', 'exec');
		expect([137, undefined]).toContain(await code);
		id = await rig.docker('run', '--detach', '--name', 'exec', CONTAINER_IMAGE, 'sleep', '1000');
	});

	it('is refused where nothing can run', async () => {
		await rig.docker('pause', 'exec');
		await expect(open(['sh'])).rejects.toMatchObject({ message: 'It is paused, so nothing can be run in it' });
		await rig.docker('unpause', 'exec');
		await rig.docker('kill', 'exec');
		await rig.docker('wait', 'exec');
		await expect(open(['sh'])).rejects.toMatchObject({ message: 'It does not run, so nothing can be run in it' });
	});

	it('closes when it is given up, and the shell behind it ends', async () => {
		const controller = new AbortController();
		const { stream, says } = await open(['sh'], controller.signal);
		stream.write('echo r""eady\n');
		await says('ready\r\n');
		controller.abort();
		await waitUntil(() => stream.destroyed, { what: 'the end of the connection' });
		await waitUntil(async () => (await rig.docker('top', 'exec', '-eo', 'pid,args')).split('\n').length === 3, {
			what: 'the end of the shell',
		});
	});
});
