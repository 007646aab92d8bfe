import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLock } from '../../src/stack/lock.ts';

let folder = '';
let path = '';
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'aixcl-lock-'));
	path = join(folder, 'aixcl', 'lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

const module = fileURLToPath(new URL('../../src/stack/lock.ts', import.meta.url));

/** A process that takes the lock, says so, and holds it until its input ends; it says why where it cannot. */
const contender = () => {
	const script = `
		const { withLock } = await import(${JSON.stringify(module)});
		await withLock(${JSON.stringify(path)}, 'start', async () => {
			console.log('held');
			for await (const _ of process.stdin);
		}).catch(error => console.log(error.message));`;
	const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', script]);
	const said = once(child.stdout, 'data').then(([text]) => String(text).trim());
	return { child, said, ended: once(child, 'close') };
};

test('is held while the work goes on, and given back, also when it fails', async () => {
	await withLock(path, 'start', async () => expect(existsSync(path)).toBe(true));
	await expect(withLock(path, 'start', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
	expect(readdirSync(join(folder, 'aixcl'))).toEqual([]);
});

test('names the process that holds it', async () => {
	const { child, said, ended } = contender();
	expect(await said).toBe('held');
	await expect(withLock(path, 'stop', async () => {})).rejects.toMatchObject({
		code: 'stack',
		message: expect.stringMatching(new RegExp(`^aixcl start is at work on the stack \\(process ${child.pid}, since `)),
	});
	child.stdin.end();
	await ended;
	expect(await withLock(path, 'stop', async () => 'done')).toBe('done');
});

test('is taken over from a process that was killed, by one of many', async () => {
	const killed = contender();
	await killed.said;
	killed.child.kill('SIGKILL');
	await killed.ended;
	expect(existsSync(path)).toBe(true);
	const contenders = Array.from({ length: 6 }, contender);
	const said = await Promise.all(contenders.map(each => each.said));
	expect(said.filter(text => text === 'held')).toHaveLength(1);
	expect(said.filter(text => text.startsWith('aixcl start is at work'))).toHaveLength(5);
	for (const { child } of contenders) child.stdin.end();
	await Promise.all(contenders.map(each => each.ended));
	expect(readdirSync(join(folder, 'aixcl'))).toEqual([]);
});

test('of a process id that was given to another process is stale', async () => {
	await withLock(path, 'start', async () => {
		const holder = JSON.parse(readFileSync(path, 'utf8'));
		writeFileSync(path, JSON.stringify({ ...holder, born: '1' }));
	});
	expect(await withLock(path, 'stop', async () => 'done')).toBe('done');
});

test('in a folder that cannot be written ends in a sentence', async () => {
	writeFileSync(join(folder, 'file'), '');
	await expect(withLock(join(folder, 'file', 'lock'), 'start', async () => {})).rejects.toMatchObject({
		code: 'stack',
		message: expect.stringContaining('cannot be written'),
	});
});
