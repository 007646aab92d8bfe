import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createOllama } from '../../../src/llm/ollama.ts';
import { ownerOf } from '../../../src/sources/gpu/owners.ts';
import { createCleanup } from '../cleanup.ts';
import { describeParts } from '../describe-parts.ts';
import { startOllama } from '../ollama-server.ts';
import { makeScratch, removeScratch } from '../scratch.ts';

const { signal } = new AbortController();

describeParts('the process in which a real Ollama runs a model', () => {
	const cleanup = createCleanup();
	let url = '';
	let pid = '';
	let program = '';

	beforeAll(async () => {
		const folder = await makeScratch();
		cleanup.add(() => removeScratch(folder));
		const server = await startOllama(folder);
		cleanup.add(server.stop);
		await server.addModel('other');
		await server.addModel('mine/tiny:small');
		url = server.url;
		const body = JSON.stringify({
			model: 'mine/tiny:small',
			prompt: 'word1',
			stream: false,
			options: { num_predict: 1 },
		});
		await (await fetch(`${url}/api/generate`, { method: 'POST', body })).text();
		pid = String((await server.runners())[0]);
		[program = ''] = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
	});
	afterAll(cleanup.run);

	it('has the name of the model', async () => {
		expect(await ownerOf(pid, program)).toMatchObject({ model: 'mine/tiny:small' });
		expect(await ownerOf(pid, 'python3')).toBeUndefined();
	});

	it('has it from Ollama where its manifests cannot be read', async () => {
		const nobody = 65_534;
		const asNobody = async () => {
			process.seteuid!(nobody);
			try {
				return await ownerOf(pid, program);
			} finally {
				process.seteuid!(0);
			}
		};
		const owner = await asNobody();
		expect(owner).toMatchObject({ model: undefined, blob: expect.stringMatching(/^[0-9a-f]{64}$/) });
		const names = await createOllama({ url, isReadOnly: true }).namesByBlob(signal);
		expect(names.get(owner!.blob!)).toBe('mine/tiny:small');
	});
});
