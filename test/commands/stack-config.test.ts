import { expect, test } from 'vitest';
import { withStackAddresses } from '../../src/commands/stack-config.ts';
import { type ConfigInputs, resolveConfig } from '../../src/config/config.ts';
import { resolveStackEnv } from '../../src/stack/stack-env.ts';

const addresses = (
	stack: Record<string, string>,
	flags: Record<string, string> = {},
	env: ConfigInputs['env'] = {},
) => {
	const config = resolveConfig({
		flags: new Map(Object.entries(flags)),
		env,
		file: '/c.json',
		fileSettings: new Map(),
	});
	const load = () => resolveStackEnv({ env: stack, files: [], read: () => undefined });
	const { prometheus, alertmanager, grafana } = withStackAddresses(config, load);
	return { prometheus, alertmanager, grafana };
};

test('the addresses follow the ports that the stack publishes', () => {
	expect(addresses({})).toEqual({
		prometheus: 'http://127.0.0.1:9090',
		alertmanager: 'http://127.0.0.1:9093',
		grafana: 'http://127.0.0.1:3000',
	});
	expect(addresses({ PROMETHEUS_PORT: '19090', ALERTMANAGER_PORT: '19093', GRAFANA_PORT: '13000' })).toEqual({
		prometheus: 'http://127.0.0.1:19090',
		alertmanager: 'http://127.0.0.1:19093',
		grafana: 'http://127.0.0.1:13000',
	});
});

test('an address that was asked for stays', () => {
	const ports = { ALERTMANAGER_PORT: '19093' };
	expect(addresses(ports, { alertmanager: 'http://box:9093' }).alertmanager).toBe('http://box:9093');
	expect(addresses(ports, {}, { AIXCL_ALERTMANAGER_URL: 'http://env:1/am/' }).alertmanager).toBe('http://env:1/am');
});

test('settings of the stack that are wrong change nothing', () => {
	expect(addresses({ ALERTMANAGER_PORT: 'nonsense' }).alertmanager).toBe('http://127.0.0.1:9093');
});
