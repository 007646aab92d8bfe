import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest, Server } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bytesOf, open } from './fixture.ts';

const servers = new Set<Server>();
const requests: ClientRequest[] = [];
const began = (message: unknown) => void servers.add((message as { readonly server: Server }).server);
const sent = (message: unknown) => void requests.push((message as { readonly request: ClientRequest }).request);

// Node tells of each request that a server of this process takes, and of each that it sends.
beforeEach(() => {
	subscribe('http.server.request.start', began);
	subscribe('http.client.request.created', sent);
});
afterEach(() => {
	unsubscribe('http.server.request.start', began);
	unsubscribe('http.client.request.created', sent);
	servers.clear();
	requests.length = 0;
});

const portOf = (server: Server) => (server.address() as { readonly port: number }).port;

test('clients wait for as long as they like, where Node itself would end them after five minutes', async () => {
	const { send, exporter } = await open();
	await bytesOf(await send('/api/chat', '{"model":"tiny"}'));
	const proxy = [...servers].find(server => portOf(server) === exporter.port)!;
	const { requestTimeout, headersTimeout, keepAliveTimeout, timeout } = proxy;
	expect({ requestTimeout, headersTimeout, keepAliveTimeout, timeout }).toEqual({
		...{ requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 0, timeout: 0 },
	});
});

test('the model server has as long for its answer, and not for what it is asked about itself', async () => {
	const { send } = await open();
	await bytesOf(await send('/api/chat', '{"model":"tiny"}'));
	const limitsOf = (path: string) =>
		requests.filter(each => each.path === path).map(each => Reflect.get(each, 'timeout'));
	expect(limitsOf('/api/version')).toContain(2000);
	// That of the client, and the one that is passed on.
	expect(limitsOf('/api/chat')).toEqual([undefined, undefined]);
});
