import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchGpuOwners } from '../../../src/commands/top/watch-gpu-owners.ts';
import type { Reading } from '../../../src/metrics/snapshot.ts';
import { succeed } from '../../../src/store/remote.ts';
import { createStore } from '../../../src/store/store.ts';
import { type Clean, clean } from '../../../src/text/clean.ts';
import { type Change, change, type Model } from '../../../src/ui/model.ts';
import { madeModel, madeSnapshot, moment } from '../../support/made-model.ts';

const runner = '/usr/lib/ollama/llama-server';
const blobs = ['a', 'b', 'c'].map(letter => letter.repeat(64)) as [string, string, string];

let proc: string;

const put = async (path: string, text: string) => {
	await mkdir(dirname(join(proc, path)), { recursive: true });
	await writeFile(join(proc, path), text);
};

/** A runner of Ollama, in a container. */
const putRunner = async (pid: number, blob: string) => {
	const model = `/root/.ollama/models/blobs/sha256-${blob}`;
	await put(`${pid}/cmdline`, [runner, '--model', model].join('\0'));
	await put(`${pid}/comm`, 'llama-server\n');
	await put(`${pid}/cgroup`, `0::/system.slice/docker-${'f'.repeat(64)}.scope\n`);
};

beforeEach(async () => {
	proc = await mkdtemp(join(tmpdir(), 'aixcl-owners-'));
	await putRunner(11, blobs[0]);
	await putRunner(12, blobs[1]);
	await putRunner(13, blobs[2]);
	// Of this one alone the manifest can be read.
	await put('11/root/root/.ollama/models/manifests/registry.ollama.ai/library/qwen3/8b', `"sha256:${blobs[0]}"`);
});
afterEach(() => rm(proc, { recursive: true }));

const process = (pid: number): Reading => ({
	value: 2 ** 30,
	at: moment,
	labels: { pid: clean(String(pid)), process: clean(runner), index: clean('0') },
});

const storeOf = (pids: readonly number[], more: Change = {}) =>
	createStore<Model, Change>(
		madeModel(
			{ columns: 120, rows: 40 },
			{
				source: { name: 'local', url: undefined },
				details: succeed({ 'gpu.processes.memory_bytes': pids.map(process) }, 0),
				...more,
				state: { focus: 'gpu', full: 'gpu', ...more.state },
			},
		),
		change,
	);

const namesOf = (store: ReturnType<typeof storeOf>) =>
	[...store.get().gpuOwners].map(([pid, { container, model }]) => [pid, container?.slice(0, 3), model]);

test('processes have their container and their model; of one whose manifest cannot be read, Ollama says the name', async () => {
	const namesByBlob = vi.fn(async () => new Map<string, Clean>([[blobs[1], clean('phi:latest')]]));
	const store = storeOf([11, 12, 13, 14]);
	const stop = watchGpuOwners(store, { ollama: { namesByBlob }, proc });
	await expect
		.poll(() => namesOf(store))
		.toEqual([
			['11', 'fff', 'qwen3:8b'],
			['12', 'fff', 'phi:latest'],
			['13', 'fff', undefined],
		]);
	stop();
});

test('Ollama is not asked for names that are known without it', async () => {
	const namesByBlob = vi.fn(async () => new Map<string, Clean>());
	const store = storeOf([11]);
	const stop = watchGpuOwners(store, { ollama: { namesByBlob }, proc });
	await expect.poll(() => namesOf(store)).toEqual([['11', 'fff', 'qwen3:8b']]);
	expect(namesByBlob).not.toHaveBeenCalled();
	stop();
});

test('an Ollama that does not answer costs the name, and not the container', async () => {
	const namesByBlob = vi.fn(() => Promise.reject(new Error('no Ollama')));
	const store = storeOf([12]);
	const stop = watchGpuOwners(store, { ollama: { namesByBlob }, proc });
	await expect.poll(() => namesOf(store)).toEqual([['12', 'fff', undefined]]);
	expect(namesByBlob).toHaveBeenCalled();
	stop();
});

test.each<[string, Change]>([
	['among other panels', { state: { full: undefined } }],
	['in the past', { state: { at: moment - 60_000 } }],
	['of another machine', { source: { name: 'prometheus', url: 'http://p' }, snapshot: succeed(madeSnapshot, 0) }],
])('%s no process is looked at', async (_, more) => {
	const namesByBlob = vi.fn(async () => new Map<string, Clean>());
	const [store, shown] = [storeOf([11, 12], more), storeOf([11, 12])];
	const stops = [store, shown].map(each => watchGpuOwners(each, { ollama: { namesByBlob }, proc }));
	// What was asked for later, and is looked at, is there.
	await expect.poll(() => namesOf(shown).length).toBe(2);
	expect(namesOf(store)).toEqual([]);
	expect(namesByBlob).toHaveBeenCalledTimes(1);
	for (const stop of stops) stop();
});
