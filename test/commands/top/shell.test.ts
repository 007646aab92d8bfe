import { Duplex, PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createShell } from '../../../src/commands/top/shell.ts';
import { createStore } from '../../../src/store/store.ts';
import { type Change, change, type Model } from '../../../src/ui/model.ts';
import { madeContainers, madeModel } from '../../support/made-model.ts';
import { objectEngine } from '../../support/object-engine.ts';

const { id, name } = madeContainers[2]!;

/** A shell that ends with this status when it is told to. */
const ready = (exitCode: number, canLend = true) => {
	const store = createStore<Model, Change>(madeModel({ columns: 120, rows: 40 }), change);
	const stdin = Object.assign(new PassThrough(), { isRaw: false, setRawMode() {}, ref() {} });
	const stdout = Object.assign(new PassThrough(), { columns: 120, rows: 40 });
	const streams: Duplex[] = [];
	const waiting: (() => void)[] = [];
	const exec = async () => {
		const stream = new Duplex({ read() {}, write: (_chunk, _encoding, taken) => taken() });
		streams.push(stream);
		await new Promise<void>(resolve => waiting.push(resolve));
		return { stream, resize: async () => {}, exitCode: async () => exitCode };
	};
	const shell = createShell({
		store,
		connect: async () => ({ ...objectEngine(madeContainers), exec }),
		lend: async use => {
			if (canLend) await use();
			return canLend;
		},
		stdin: stdin as unknown as NodeJS.ReadStream,
		stdout: stdout as unknown as NodeJS.WriteStream,
		now: () => 0,
	});
	const open = () => shell({ id, name });
	const start = async () => {
		await expect.poll(() => waiting.length).toBe(1);
		waiting[0]!();
	};
	const isThere = () => expect.poll(() => String(stdout.read() ?? '')).toContain('A shell in postgres');
	const end = () => streams[0]!.push(null);
	return { store, stdin, streams, open, start, isThere, end };
};

test.each([126, 127])('an image without a shell is told of: exit %d before a key', async code => {
	const { store, open, start, isThere, end } = ready(code);
	const done = open();
	await start();
	await isThere();
	end();
	await done;
	expect(store.get().state.dialog).toMatchObject({
		title: 'No shell in postgres',
		lines: [expect.stringContaining(`ended at once (exit ${code})`), '', expect.stringContaining('distroless')],
	});
});

test('a last command that was not there does not make the shell one that never was', async () => {
	const { store, stdin, open, start, isThere, end } = ready(127);
	const done = open();
	await start();
	await isThere();
	stdin.write('sl\r');
	await expect.poll(() => stdin.readableLength).toBe(0);
	end();
	await done;
	expect(store.get().state.dialog).toBeUndefined();
});

test('one shell is opened at a time, and it is told that it is', async () => {
	const { store, streams, open, start, isThere, end } = ready(0);
	const done = open();
	await open();
	expect(store.get().state.notice?.text).toBe('opening a shell in postgres …');
	await start();
	await isThere();
	await open();
	expect(streams).toHaveLength(1);
	end();
	await done;
	expect(store.get().state.notice).toBeUndefined();
	void open();
	await expect.poll(() => streams.length).toBe(2);
});

test('a shell that comes when the terminal is not there to be given is closed', async () => {
	const { streams, open, start } = ready(0, false);
	const done = open();
	await start();
	await done;
	expect(streams[0]!.destroyed).toBe(true);
});
