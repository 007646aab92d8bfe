import { expect, test } from 'vitest';
import { parseContainerEvent } from '../../src/engine/container-event.ts';

const id = '29802353c2c8c40fe267ae09adc607d657a3b793a7bd4d9cd8916b0365d980f0';

/** As Docker 28 tells it. */
const event = (Action: string, attributes: Record<string, unknown> = {}, facts: object = {}) => ({
	status: Action,
	id,
	from: 'app:1',
	Type: 'container',
	Action,
	Actor: { ID: id, Attributes: { image: 'app:1', name: 'app', ...attributes } },
	scope: 'local',
	time: 1_795_450_608,
	timeNano: 1_795_450_608_123_456_800,
	...facts,
});

const base = { at: 1_795_450_608_123, id, name: 'app', exitCode: undefined, detail: undefined };

test.each([
	[event('start'), { ...base, action: 'start' }],
	[event('die', { exitCode: '137' }), { ...base, action: 'die', exitCode: 137 }],
	[event('kill', { signal: '15' }), { ...base, action: 'kill', detail: '15' }],
	[event('rename', { oldName: '/old', name: 'new' }), { ...base, action: 'rename', name: 'new', detail: 'old' }],
	[event('health_status: unhealthy'), { ...base, action: 'health_status', detail: 'unhealthy' }],
	[event('oom'), { ...base, action: 'oom' }],
	// What a command is made of may hold secrets.
	[event('exec_create: sh -c PASSWORD=hunter2'), { ...base, action: 'exec_create' }],
])('%j', (json, read) => {
	expect(parseContainerEvent(json)).toEqual(read);
});

test("Podman's words are Docker's", () => {
	const died = { status: 'died', id, Type: 'container', Action: 'died', time: 1_795_450_608, timeNano: 0 };
	const Actor = { ID: id, Attributes: { name: 'app', containerExitCode: '3' } };
	expect(parseContainerEvent({ ...died, Actor })).toEqual({
		...base,
		at: 1_795_450_608_000,
		action: 'die',
		exitCode: 3,
	});
	expect(parseContainerEvent(event('health_status', { health_status: 'healthy' }))).toMatchObject({
		detail: 'healthy',
	});
});

test('cleaned, and nothing where it is of no container', () => {
	const dirty = event('rename\u001b[31m', { name: 'a\u001b]0;x\u0007b' });
	expect(parseContainerEvent(dirty)).toMatchObject({ action: 'rename␛', name: 'a␛b' });
	expect(parseContainerEvent(event('die', { exitCode: 'x', name: undefined }))).toMatchObject({
		name: id.slice(0, 12),
		exitCode: undefined,
	});
	for (const bad of [null, 7, {}, { Action: 'start' }, event(''), { ...event('start'), Actor: { ID: 'x' } }])
		expect(parseContainerEvent(bad)).toBeUndefined();
});
