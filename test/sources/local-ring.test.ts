import { describe, expect, it } from 'vitest';
import { createRing } from '../../src/sources/local-ring.ts';

const hour = 3_600_000;
const reading = (value: number, at: number) => ({ 'host.cpu.ratio': [{ labels: {}, value, at }] });

const filled = (from: number, until: number, value: (at: number) => number) => {
	const ring = createRing();
	for (let at = from; at <= until; at += 2000) ring.add(reading(value(at), at), at);
	return ring;
};

const valuesOf = (ring: ReturnType<typeof createRing>, window: Parameters<typeof ring.range>[1]) =>
	ring.range(['host.cpu.ratio'], window).series['host.cpu.ratio']?.[0]?.values;

describe('the last hour', () => {
	it('is a mean of what was read around each point, with gaps before it began', () => {
		const start = 10 * hour;
		const ring = filled(start, start + 60_000, at => (at < start + 30_000 ? 0.2 : 0.6));
		const values = valuesOf(ring, { end: start + 60_000, span: 120_000, step: 30_000 })!;
		expect(values.slice(0, 2)).toEqual([undefined, undefined]);
		expect(values[3]).toBeCloseTo(0.333, 2);
		expect(values[4]).toBeCloseTo(0.6);
	});

	it('forgets what is older, and series that are gone', () => {
		const start = 10 * hour;
		const ring = filled(start, start + 2 * hour, () => 0.5);
		const values = valuesOf(ring, { end: start + 2 * hour, span: 2 * hour, step: 60_000 })!;
		expect(values[10]).toBeUndefined();
		expect(values.filter(value => value !== undefined)).toHaveLength(60);
		ring.add({ 'host.load1': [{ labels: {}, value: 1, at: 0 }] }, start + 4 * hour);
		expect(ring.range(['host.cpu.ratio'], { end: start + 4 * hour, span: hour, step: 60_000 }).series).toEqual({});
	});
});
