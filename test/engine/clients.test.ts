import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readClients } from '../../src/engine/clients.ts';
import { canonicalAddress } from '../../src/engine/ip-address.ts';
import { parseSocketTable } from '../../src/engine/socket-table.ts';

const { signal } = new AbortController();
const id = 'c0ffee'.repeat(10).padEnd(64, '0');
const title = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const rest = '00000000:00000000 00:00000000 00000000     0        0 1560075 1 000000003306cb71 100 0 0 10 0';
const table = (...rows: readonly string[]) =>
	[title, ...rows.map((row, index) => `${String(index).padStart(4)}: ${row} ${rest}`), ''].join('\n');

// Server 172.17.0.7:9000, as the kernel of a little-endian machine prints it.
const [server, any] = ['070011AC:2328', '00000000:2328'];
const mapped = '0000000000000000FFFF0000070011AC:2328';

test('addresses are those that the kernel means, of either family and either order of bytes', () => {
	const [socket] = parseSocketTable(table(`${server} 080011AC:A5B6 01`), 'LE');
	expect(socket).toEqual({
		local: { address: '172.17.0.7', port: 9000 },
		remote: { address: '172.17.0.8', port: 42_422 },
		state: 'established',
	});
	expect(parseSocketTable(table('AC110007:2328 AC110008:A5B6 01'), 'BE')).toEqual([socket]);
	const long = 'B80D0120000000000000000001000000:0050 00000000000000000000000000000000:0000 0A';
	expect(parseSocketTable(table(long), 'LE')[0]).toMatchObject({
		local: { address: '2001:db8::1', port: 80 },
		remote: { address: '::', port: 0 },
		state: 'listening',
	});
	const [six] = parseSocketTable(table(`${mapped} 0000000000000000FFFF0000080011AC:A5B6 06`), 'LE');
	expect(six).toEqual({ ...socket, state: 'other' });
});

test('what is no socket is left out', () => {
	expect(parseSocketTable(table('070011AC 080011AC:A5B6 01', '0700:2328 080011AC:A5B6 01', 'nonsense'))).toEqual([]);
	expect(parseSocketTable('')).toEqual([]);
});

test.each([
	['172.17.0.7', '172.17.0.7'],
	['2001:DB8:0:0::1', '2001:db8::1'],
	['::ffff:10.0.0.1', '10.0.0.1'],
	['::FFFF:0a00:0001', '10.0.0.1'],
	['', undefined],
	['172.17.0', undefined],
])('%s is written %s', (text, written) => {
	expect(canonicalAddress(text)).toBe(written);
});

let proc: string;
beforeEach(async () => {
	proc = await mkdtemp(join(tmpdir(), 'aixcl-proc-'));
	await mkdir(join(proc, '77', 'net'), { recursive: true });
});
afterEach(() => rm(proc, { recursive: true }));

const put = async (files: Readonly<Record<string, string>>) => {
	for (const [name, text] of Object.entries(files)) await writeFile(join(proc, '77', name), text);
};
const read = () => readClients({ id, pid: 77, addresses: ['172.17.0.7'] }, signal, proc);

test('counts what is connected to what it listens on, and neither what it asks nor its own', async () => {
	await put({
		cgroup: `0::/docker/${id}\n`,
		'net/tcp': table(
			`${any} 00000000:0000 0A`,
			`${server} 080011AC:A5B6 01`,
			`${server} 080011AC:A5B7 01`,
			// Over already, to another, to itself twice.
			`${server} 080011AC:A5B8 06`,
			'070011AC:A5B9 080011AC:1538 01',
			`${server} 070011AC:A5BA 01`,
			'0100007F:2328 0100007F:A5BB 01',
		),
		'net/tcp6': table(
			`${mapped} 0000000000000000FFFF0000080011AC:A5BC 01`,
			`${mapped} 0000000000000000FFFF0000010011AC:A5BD 01`,
		),
	});
	expect(await read()).toEqual(
		new Map([
			['172.17.0.8', 3],
			['172.17.0.1', 1],
		]),
	);
});

test('does without a table of IPv6 where the kernel has none', async () => {
	await put({
		cgroup: `0::/docker/${id}\n`,
		'net/tcp': table(`${any} 00000000:0000 0A`, `${server} 080011AC:A5B6 01`),
	});
	expect(await read()).toEqual(new Map([['172.17.0.8', 1]]));
});

test('knows nothing of a process that is not the container, cannot be read, or has more sockets than one counts', async () => {
	expect(await read()).toBeUndefined();
	const sockets = table(`${any} 00000000:0000 0A`, `${server} 080011AC:A5B6 01`);
	await put({ cgroup: `0::/docker/${'ab'.repeat(32)}\n`, 'net/tcp': sockets });
	expect(await read()).toBeUndefined();
	await put({
		cgroup: `0::/docker/${id}\n`,
		'net/tcp': table(...Array<string>(40_000).fill(`${server} 080011AC:A5B6 01`)),
	});
	expect(await read()).toBeUndefined();
});
