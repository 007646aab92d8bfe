import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { tellClients } from '../../../src/commands/top/tell-clients.ts';
import type { ContainerAction } from '../../../src/engine/container.ts';
import type { Clients, ContainerDetails } from '../../../src/engine/details.ts';
import { parseDetails } from '../../../src/engine/parse-details.ts';
import { succeed } from '../../../src/store/remote.ts';
import { createStore } from '../../../src/store/store.ts';
import { type Clean, clean, literal } from '../../../src/text/clean.ts';
import { ask } from '../../../src/ui/asking.ts';
import { type Change, change, type Model } from '../../../src/ui/model.ts';
import { madeContainers, madeModel } from '../../support/made-model.ts';
import { objectEngine } from '../../support/object-engine.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	stop();
	vi.useRealTimers();
});

let stop = () => {};
const containers = madeContainers.map((each, index) => ({ ...each, addresses: [`10.0.0.${index + 1}`] }));
const said = 'open-webui holds 3 connections to it.';
const turns = () => vi.advanceTimersByTimeAsync(0);

const ready = (url: Clean = literal('unix:///test.sock')) => {
	const model = { ...madeModel({ columns: 120, rows: 40 }), containers: succeed(containers, 0) };
	const store = createStore<Model, Change>(model, change);
	const inspected: string[] = [];
	const inspect = async (id: string): Promise<ContainerDetails> => {
		inspected.push(id);
		return parseDetails({ Id: id, State: { Pid: 77 } });
	};
	const engine = { ...objectEngine(containers), endpoint: { url, from: 'test' }, inspect };
	const asked: { pid: number; answer: (clients: Clients | undefined) => void; signal: AbortSignal }[] = [];
	stop = tellClients(
		store,
		async () => engine,
		({ pid }, signal) => new Promise(answer => asked.push({ pid, answer, signal })),
	);
	const open = (action: ContainerAction, index = 2) =>
		store.dispatch({ state: { dialog: ask(store.get(), action, [containers[index]!]) } });
	const question = () => {
		const { dialog } = store.get().state;
		return dialog?.kind === 'confirm' ? dialog.question : undefined;
	};
	return { store, inspected, asked, open, question };
};

test('a question is told once who is connected, and is otherwise as it was', async () => {
	const { store, inspected, asked, open, question } = ready();
	expect(inspected).toEqual([]);
	open('restart');
	await turns();
	expect(asked.map(({ pid }) => pid)).toEqual([77]);
	const { dialog } = store.get().state;
	const before = question()!;
	if (dialog?.kind === 'confirm')
		store.dispatch({ state: { dialog: { ...dialog, question: { ...before, armedAt: 5 } } } });
	asked[0]!.answer(new Map([['10.0.0.2', 3]]));
	await turns();
	expect(question()).toEqual({ ...before, armedAt: 5, lines: [...before.lines, said] });
	expect(inspected).toHaveLength(1);
});

test('an answer after the question was closed reaches no other', async () => {
	const { store, asked, open, question } = ready();
	open('stop');
	await turns();
	store.dispatch({ state: { dialog: undefined } });
	open('stop', 0);
	expect(asked[0]!.signal.aborted).toBe(true);
	asked[0]!.answer(new Map([['10.0.0.2', 3]]));
	await turns();
	expect(question()!.lines).not.toContain(said);
});

const unknown = 'Who is connected to it cannot be known from here.';

test('what comes too late is not told, but that it is not known', async () => {
	const { asked, open, question } = ready();
	open('stop');
	const { lines } = question()!;
	await vi.advanceTimersByTimeAsync(2100);
	expect(question()!.lines).toEqual([...lines, unknown]);
	asked[0]!.answer(new Map([['10.0.0.2', 3]]));
	await turns();
	expect(question()!.lines).toEqual([...lines, unknown]);
});

test('a table of sockets that may not be read is not taken for nobody', async () => {
	const { asked, open, question } = ready();
	open('pause');
	await turns();
	asked[0]!.answer(undefined);
	await turns();
	expect(question()!.lines).toContain(unknown);
});

test('where nobody is connected nothing is told', async () => {
	const { asked, open, question } = ready();
	open('stop');
	const { lines } = question()!;
	await turns();
	asked[0]!.answer(new Map());
	await turns();
	expect(question()!.lines).toEqual(lines);
});

test('nobody is connected to what is on no network', async () => {
	const { store, inspected, question } = ready();
	const target = { ...containers[2]!, addresses: [], networks: [literal('none')] };
	store.dispatch({ containers: succeed([target], 0) });
	store.dispatch({ state: { dialog: ask(store.get(), 'stop', [target]) } });
	const { lines } = question()!;
	await vi.advanceTimersByTimeAsync(2100);
	expect(question()!.lines).toEqual(lines);
	expect(inspected).toEqual([]);
});

test('of several containers those are named of which it is not known', async () => {
	const { store, asked, question } = ready();
	store.dispatch({ state: { dialog: ask(store.get(), 'restart', [containers[0]!, containers[2]!]) } });
	await turns();
	asked[0]!.answer(new Map([['10.0.0.2', 3]]));
	await vi.advanceTimersByTimeAsync(2100);
	expect(question()!.lines.slice(-2)).toEqual([
		'open-webui holds 3 connections to ollama.',
		'Who is connected to postgres cannot be known from here.',
	]);
});

test.each(['ssh://gpu-box', 'tcp://gpu-box:2376'])(
	'processes of the machine behind %s are not looked for here, and it is told that they are not',
	async url => {
		const { inspected, open, question } = ready(clean(url));
		open('stop');
		await turns();
		expect(inspected).toEqual([]);
		expect(question()!.lines).toContain(unknown);
	},
);

test('nobody is asked for what cuts nobody off', async () => {
	const { inspected, open } = ready();
	open('start', 5);
	await turns();
	open('stop', 5);
	await turns();
	expect(inspected).toEqual([]);
});
