import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isAbsent, refuses } from './closed.ts';
import { cutsAfter, promisesTooLittle, promisesTooMuch, resetsAfter } from './cut.ts';
import type { Fault } from './fault.ts';
import { floods, gzipBomb } from './large.ts';
import { type FaultProxy, startFaultProxy } from './proxy.ts';
import { hangs, stopsAfter } from './silent.ts';
import { delays, drips } from './slow.ts';
import { answersNoise, babbles, redirects, refusesWith } from './wrong.ts';

const body = 'x'.repeat(20_000);
const server = createServer((_, response) => response.end(body));
let folder = '';
const proxies: FaultProxy[] = [];

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'aixcl-fault-proxy-'));
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const to = { port: (server.address() as AddressInfo).port };
	proxies.push(await startFaultProxy(to), await startFaultProxy(to, { path: join(folder, 'socket') }));
});

afterAll(async () => {
	for (const proxy of proxies) await proxy.close();
	server.close();
	await rm(folder, { recursive: true });
});

const ask = ({ at }: FaultProxy, path = '/', patience = 500) =>
	new Promise<string>(resolve => {
		const where = 'port' in at ? { port: at.port, host: '127.0.0.1' } : { socketPath: at.path };
		let size = 0;
		const request = get({ ...where, path, agent: false }, response => {
			response.on('data', chunk => {
				size += chunk.length;
			});
			response.on('end', () => resolve(`${response.statusCode}, ${size} bytes`));
			response.on('error', error => resolve(`${(error as NodeJS.ErrnoException).code}, ${size} bytes`));
		});
		request.on('error', error => resolve(String((error as NodeJS.ErrnoException).code)));
		setTimeout(() => {
			resolve(`silence after ${size} bytes`);
			request.destroy();
		}, patience);
	});

const whole = `200, ${body.length} bytes`;

it.each<[Fault, RegExp, RegExp?]>([
	[refuses, /^ECONNREFUSED$/],
	[isAbsent, /^ECONNREFUSED$/, /^ENOENT$/],
	[hangs, /^silence after 0 bytes$/],
	[stopsAfter(0), /^silence after 0 bytes$/],
	[stopsAfter(9000), /^silence after 8[89]\d\d bytes$/],
	[delays(100), /^200, 20000 bytes$/],
	[delays(1000), /^silence after 0 bytes$/],
	[drips(5, 50), /^silence after 0 bytes$/],
	[drips(8000, 50), /^200, 20000 bytes$/],
	[cutsAfter(0), /^ECONNRESET$/],
	[cutsAfter(9000), /^ECONNRESET, 8[89]\d\d bytes$/],
	[resetsAfter(0), /^ECONNRESET$/],
	[promisesTooMuch, /^ECONNRESET, 19 bytes$/],
	[promisesTooLittle, /^200, 5 bytes$|^HPE_/],
	[babbles, /^HPE_/],
	[answersNoise, /^200, 5000 bytes$/],
	[refusesWith(503, 'Busy'), /^503, 5 bytes$/],
	[redirects, /^302, 0 bytes$/],
	[floods(4), /^200, 4194304 bytes$/],
])(
	'a fault that $name strikes, by a port and by a socket, and leaves nothing behind',
	async (fault, seen, bySocket) => {
		for (const proxy of proxies) {
			expect(await ask(proxy)).toBe(whole);
			await proxy.begin(fault);
			expect(await ask(proxy)).toMatch('path' in proxy.at ? (bySocket ?? seen) : seen);
			await proxy.end();
			expect(await ask(proxy)).toBe(whole);
		}
	},
);

it('answers late what was asked while it hung', async () => {
	const [proxy] = proxies as [FaultProxy];
	await proxy.begin(hangs);
	const asked = ask(proxy, '/', 5000);
	await new Promise(resolve => setTimeout(resolve, 200));
	await proxy.end();
	expect(await asked).toBe(whole);
});

it('strikes the paths that are meant, and no others', async () => {
	const [proxy] = proxies as [FaultProxy];
	await proxy.begin(refusesWith(500, 'Oops'), /^\/stats/);
	expect([await ask(proxy, '/list'), await ask(proxy, '/stats')]).toEqual([whole, '500, 5 bytes']);
	await proxy.end();
	expect(proxy.requests.slice(-2)).toEqual(['/list', '/stats']);
});

it('makes a gzip stream that is a whole one, and a thousandth of what it holds', () => {
	const bomb = gzipBomb(20);
	expect(bomb.length).toBeLessThan(20 * 2 ** 11);
	expect(gunzipSync(bomb).length).toBe(20 * 2 ** 20);
});
