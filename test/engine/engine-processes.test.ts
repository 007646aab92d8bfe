import { expect } from 'vitest';
import { parseProcesses } from '../../src/engine/processes.ts';
import { fakeContainer } from '../support/fake-container.ts';
import { noAbort, engineTest as test } from '../support/fake-engine-fixture.ts';

test('tells what runs in a container, clean and without secrets', async ({ startFake, connect }) => {
	const command = 'app \u001b[31m--password hunter2 --url redis://:hunter2@cache';
	const fake = await startFake({
		containers: [fakeContainer(1, { processes: [['root', '42', '1', '0', '10:00', '?', '00:00:01', command]] })],
	});
	const engine = await connect(fake.url, { isReadOnly: true });
	expect(await engine.processes(fake.containers[0]!.id, noAbort)).toEqual({
		titles: ['UID', 'PID', 'PPID', 'C', 'STIME', 'TTY', 'TIME', 'CMD'],
		rows: [
			['root', '42', '1', '0', '10:00', '?', '00:00:01', 'app ␛--password ******** --url redis://:********@cache'],
		],
	});
	await expect(engine.processes('container-1', noAbort)).rejects.toThrow('no full container ID');
});

test('what does not run has none, in whatever words an engine says so', async ({ startFake, connect }) => {
	const fake = await startFake({ containers: [fakeContainer(1, { state: 'exited' })] });
	const engine = await connect(fake.url);
	const { id } = fake.containers[0]!;
	const plain = { message: 'It does not run, so it has no processes', hint: 'Start it first.' };
	await expect(engine.processes(id, noAbort)).rejects.toMatchObject(plain);
	for (const [status, message] of [
		[500, `Container ${id} is not running`],
		[500, 'top can only be used on running containers'],
		[409, `Container ${id} is restarting, wait until the container is running`],
	] as const) {
		fake.answer = (request, response) => {
			if (!request.url?.endsWith('/top')) return false;
			response.writeHead(status).end(JSON.stringify({ message }));
			return true;
		};
		await expect(engine.processes(id, noAbort)).rejects.toMatchObject(plain);
	}
	fake.answer = () => false;
	await expect(engine.processes('f'.repeat(64), noAbort)).rejects.toMatchObject({ status: 404 });
});

test('rows are as long as the titles, and no table is endless', () => {
	expect(parseProcesses({ Titles: ['PID', 7, 'CMD'], Processes: [['1', 'a', 'b'], ['2'], null, [3, 'c']] })).toEqual({
		titles: ['PID', 'CMD'],
		rows: [
			['1', 'a'],
			['2', ''],
			['', ''],
			['', 'c'],
		],
	});
	expect(parseProcesses({ Titles: ['PID'], Processes: Array(5000).fill(['1']) }).rows).toHaveLength(2000);
	for (const bad of [null, 7, [], {}, { Titles: 'x', Processes: 'y' }])
		expect(parseProcesses(bad)).toEqual({ titles: [], rows: [] });
});
