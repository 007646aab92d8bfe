import { describe, expect, it } from 'vitest';
import { type MetricId, metricIds, metricOf } from '../../src/metrics/catalogue/catalogue.ts';
import { diskDevices, fileSystemTypes, networkDevices } from '../../src/metrics/catalogue/exclusions.ts';
import { isRecorded, promqlOf, ruleGroups } from '../../src/metrics/rules.ts';

/** Scripts rely on these. */
const promised = [
	'host.cpu.ratio',
	'host.memory.used_bytes',
	'host.memory.total_bytes',
	'host.load1',
	'host.filesystem.used_ratio',
	'host.network.receive_bytes_per_second',
	'host.network.transmit_bytes_per_second',
	'host.disk.read_bytes_per_second',
	'host.disk.written_bytes_per_second',
	'host.uptime_seconds',
	'postgres.up',
	'postgres.connections',
	'postgres.connections.max',
	'postgres.transactions_per_second',
	'postgres.cache_hit_ratio',
	'postgres.size_bytes',
	'gpu.utilization_ratio',
	'gpu.memory.used_bytes',
	'gpu.memory.total_bytes',
	'gpu.temperature_celsius',
	'gpu.power_watts',
	'gpu.power.limit_watts',
	'llm.up',
	'llm.models_loaded',
	'llm.model.size_bytes',
	'llm.model.vram_bytes',
	'llm.requests_in_flight',
	'llm.generated_tokens_per_second',
	'llm.time_to_first_token_seconds',
	'llm.request_duration_seconds',
] as const satisfies readonly MetricId[];

describe('the catalogue', () => {
	it('has the ids that were promised', () => expect(metricIds).toEqual(expect.arrayContaining([...promised])));

	it('names every series once', () => {
		const names = metricIds.map(id => metricOf(id).series);
		expect(new Set(names).size).toBe(names.length);
	});

	describe.each(metricIds)('%s', id => {
		const { series, by, title, warn, alarm } = metricOf(id);

		it('is the exporter\u2019s own gauge, or recorded under a name with a level and an operation', () => {
			expect(series).toMatch(isRecorded(id) ? /^[a-z_]+:[a-z_]+:[a-z0-9_]+$/ : /^[a-zA-Z0-9_]+$/);
		});

		it('keeps in its query exactly the labels it says', () => {
			if (!isRecorded(id)) return;
			const groupings = [...promqlOf(id, '1m').matchAll(/by \(([^)]+)\)/g)].map(([, labels]) => labels!.split(', '));
			expect(groupings).toContainEqual(['job', 'instance', ...by]);
		});

		it('has a short title and thresholds in order', () => {
			expect(title.length).toBeLessThanOrEqual(28);
			if (warn !== undefined) expect(alarm).toBeGreaterThan(warn);
		});
	});
});

describe('the rules', () => {
	it('record every metric that is not an exporter\u2019s own, and leave no placeholder', () => {
		const rules = ruleGroups.flatMap(group => group.rules);
		expect(rules).toHaveLength(metricIds.filter(isRecorded).length);
		expect(ruleGroups.map(({ name }) => name)).toEqual(['host', 'postgres', 'container', 'gpu', 'llm']);
		expect(rules.filter(({ expr }) => expr.includes('$window'))).toEqual([]);
	});
});

describe('left out', () => {
	const matches = (pattern: string, text: string) => new RegExp(`^(?:${pattern})$`).test(text);

	it.each([
		[
			'file systems',
			fileSystemTypes,
			['tmpfs', 'devtmpfs', 'overlay', 'squashfs', 'nfs4', 'fuse.sshfs', '9p', 'cifs'],
			['ext4', 'xfs', 'btrfs', 'zfs', 'fuseblk', 'vfat', 'apfs'],
		],
		[
			'disks',
			diskDevices,
			['loop0', 'dm-3', 'md127', 'sr0', 'zram0', 'ram1'],
			['sda', 'vda', 'nvme0n1', 'mmcblk0', 'xvda'],
		],
		[
			'interfaces',
			networkDevices,
			['lo', 'veth1a2b', 'docker0', 'br-0123', 'podman1', 'virbr0', 'ifb0'],
			['eth0', 'ens5', 'wlan0', 'enp3s0', 'bond0', 'wg0', 'tailscale0'],
		],
	])('are the right %s', (_, pattern, out, kept) => {
		expect(out.filter(text => !matches(pattern, text))).toEqual([]);
		expect(kept.filter(text => matches(pattern, text))).toEqual([]);
	});
});
