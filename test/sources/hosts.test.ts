import { describe, expect, it } from 'vitest';
import { machineOf } from '../../src/metrics/machine.ts';
import type { Labels } from '../../src/metrics/snapshot.ts';
import { hostsIn, ofHost, pickHost } from '../../src/sources/hosts.ts';
import { clean } from '../../src/text/clean.ts';

const of = (labels: Record<string, string>) => ({
	labels: Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, clean(value)])) as Labels,
});

const found = {
	'host.load1': [of({ instance: 'b:9100' }), of({ instance: 'a:9100' }), of({ instance: 'c:9100' })],
	'host.info': [of({ instance: 'a:9100', nodename: 'alpha' }), of({ instance: 'b:9100', nodename: 'beta' })],
	'postgres.up': [of({ instance: 'postgres-exporter:9187' })],
	'container.cpu_cores': [of({ instance: 'a:8080' }), of({ instance: 'b:8080' })],
} as const;

const hosts = hostsIn(found);

describe('hosts', () => {
	it('are those that host metrics are of, with the names they have', () => {
		expect(hosts).toEqual([
			{ instance: 'a:9100', name: 'alpha' },
			{ instance: 'b:9100', name: 'beta' },
			{ instance: 'c:9100', name: undefined },
		]);
	});

	it.each([
		['this machine', undefined, 'beta', 'b:9100'],
		['the first', undefined, 'unheard-of', 'a:9100'],
		['by instance', 'c:9100', 'beta', 'c:9100'],
		['by name', 'alpha', 'beta', 'a:9100'],
		['none in place of another', 'delta', 'beta', undefined],
	])('are picked: %s', (_, wanted, here, instance) => expect(pickHost(hosts, wanted, here)?.instance).toBe(instance));

	it('keep their own and what is of no other known host', () => {
		const kept = ofHost(found, hosts, hosts[1]);
		expect(kept['host.load1']).toEqual([found['host.load1'][0]]);
		expect(kept['container.cpu_cores']).toEqual([found['container.cpu_cores'][1]]);
		expect(kept['postgres.up']).toEqual(found['postgres.up']);
	});

	it('keep all where none is known', () => {
		const { 'postgres.up': up } = found;
		expect(ofHost({ 'postgres.up': up }, [], undefined)).toEqual({ 'postgres.up': up });
	});
});

describe('the machine of an instance', () => {
	it.each([
		['gpu-box:9100', 'gpu-box'],
		['gpu-box', 'gpu-box'],
		['10.0.0.1:9100', '10.0.0.1'],
		['[::1]:9100', '[::1]'],
		['https://box.example:8443/metrics', 'box.example'],
		['a b', 'a b'],
	])('%s', (instance, machine) => expect(machineOf(instance)).toBe(machine));
});
