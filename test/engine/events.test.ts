import { expect, test } from 'vitest';
import { readEvent } from '../../src/engine/events.ts';

const id = '29802353c2c8c40fe267ae09adc607d657a3b793a7bd4d9cd8916b0365d980f0';
const event = (action: string) =>
	JSON.stringify({
		status: action,
		id,
		from: 'app:1',
		Type: 'container',
		Action: action,
		Actor: { ID: id, Attributes: { image: 'app:1', name: 'app' } },
		scope: 'local',
		time: 1_795_450_608,
	});

test.each([
	'create',
	'start',
	'die',
	'stop',
	'restart',
	'pause',
	'unpause',
	'destroy',
	'rename',
	'oom',
	'health_status: unhealthy',
	'update',
])('%s changes the list', action => {
	expect(readEvent(event(action)).changed).toBe(id);
});

test.each(['exec_create: /bin/sh -c true', 'exec_start: sh', 'exec_die', 'top', 'attach', 'kill', 'resize', ''])(
	'%j does not',
	action => {
		expect(readEvent(event(action)).changed).toBeUndefined();
	},
);

test('a line that cannot be read may mean any container', () => {
	expect(readEvent('{"Action":"star').changed).toBe('any');
	expect(readEvent('{"Action":"start"}').changed).toBe('any');
	expect(readEvent('').changed).toBeUndefined();
	expect(readEvent('null').changed).toBeUndefined();
});

test("Podman's older form is read too", () => {
	expect(readEvent(JSON.stringify({ status: 'remove', id, Type: 'container' })).changed).toBe(id);
});
