import { expect, test } from 'vitest';
import { guard } from '../../src/engine/request-guard.ts';

const id = 'a'.repeat(64);
const refused = expect.objectContaining({ kind: 'refused' });

test.each([
	['POST', `/containers/${id}/start`, {}],
	['POST', `/containers/${id}/pause`, { t: undefined }],
	['POST', `/containers/${id}/kill`, { signal: 'SIGTERM' }],
	['DELETE', `/containers/${id}`, {}],
	['GET', '/anything', { all: true }],
])('%s %s %j may be sent, but for changes only where they are allowed', (method, path, query) => {
	expect(() => guard(method, path, query, false)).not.toThrow();
	if (method !== 'GET') expect(() => guard(method, path, query, true)).toThrow(refused);
});

test.each([
	['DELETE', `/containers/${id}`, { v: true }],
	['DELETE', `/containers/${id}`, { v: 1 }],
	['DELETE', `/containers/${id}`, { force: true }],
	['DELETE', `/containers/${id}`, { force: false }],
	['DELETE', `/containers/${id}?force=true`, {}],
	['DELETE', `/containers/${id}?v=1`, {}],
	['DELETE', `/containers/${id.slice(1)}`, {}],
	['DELETE', '/containers/web', {}],
	['DELETE', `/volumes/${id}`, {}],
	['DELETE', `/images/${id}`, {}],
	['DELETE', `/containers/${id}/start`, {}],
	['POST', `/containers/${id}`, {}],
	['POST', `/containers/${id}/kill`, { signal: '9' }],
	['POST', `/containers/${id}/kill`, { signal: ['SIGTERM', 'x'] }],
	['POST', `/containers/${id}/kill`, { signal: 'SIGTERM', other: 1 }],
	['POST', `/containers/${id}/stop`, { t: 0 }],
	['POST', `/containers/${id}/kill?signal=SIGKILL`, {}],
	['POST', `/containers/${id}/rename`, {}],
	['POST', `/containers/${id}/update`, {}],
	['POST', `/containers/${id}/../${id}/start`, {}],
	['POST', `/containers/${id}/start\n`, {}],
	['POST', '/containers/prune', {}],
	['POST', '/containers/create', {}],
	['POST', '/commit', {}],
	['PUT', `/containers/${id}/archive`, {}],
	['get', '/version', {}],
])('%s %j %j is refused', (method, path, query) => {
	expect(() => guard(method, path, query, false)).toThrow(refused);
});
