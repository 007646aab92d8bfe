import { describe, expect, it } from 'vitest';
import { parseSamples } from '../../src/sources/prometheus-answer.ts';
import { eventQuestions, toEvents } from '../../src/sources/prometheus-events.ts';

const day = 86_400_000;
const minute = 60_000;

const samplesOf = (
	...result: readonly (readonly [
		metric: Readonly<Record<string, string>>,
		points: readonly (readonly [number, number])[],
	])[]
) =>
	parseSamples(
		JSON.stringify({
			status: 'success',
			data: {
				resultType: 'matrix',
				result: result.map(([metric, points]) => ({
					metric,
					values: points.map(([at, value]) => [at, String(value)]),
				})),
			},
		}),
		'here',
	);

const container = { job: 'cadvisor', instance: 'box:8080', id: '/docker/a', name: 'ollama', image: 'ollama:1' };
const stretch = { start: 0, end: 3_600_000, step: minute };

describe('what is asked of what happened', () => {
	it.each([
		[3_600_000, 15, 15],
		[day, 120, 30],
		[7 * day, 900, 300],
		[30 * day, 3600, 900],
	])('in %d ms are two questions, with looks %d s and %d s apart', (span, things, alerts) => {
		const questions = eventQuestions(span);
		expect(questions.map(({ step }) => step / 1000)).toEqual([things, alerts]);
		for (const { promql, step } of questions) {
			expect(span / step).toBeLessThan(11_000);
			expect(promql).toContain(`offset ${step / 1000}s`);
		}
	});
});

describe('an answer', () => {
	it('tells a start once, though it is seen at several looks, and each of a loop', () => {
		const started = { ...container, aixcl: 'container.started' };
		const samples = samplesOf([
			started,
			[
				[660, 601],
				[720, 601],
				[780, 745],
				[840, 745],
			],
		]);
		expect(toEvents(samples, stretch).map(({ at, within, subject, labels }) => [at, within, subject, labels])).toEqual([
			[601_000, 0, 'ollama', { job: 'cadvisor', instance: 'box:8080', id: '/docker/a', name: 'ollama' }],
			[745_000, 0, 'ollama', { job: 'cadvisor', instance: 'box:8080', id: '/docker/a', name: 'ollama' }],
		]);
	});

	it('tells an appearance only where no start explains it', () => {
		const appeared = { ...container, aixcl: 'container.appeared' };
		const started = { ...container, aixcl: 'container.started' };
		const other = { ...appeared, id: '/docker/b', name: 'other' };
		const samples = samplesOf([started, [[660, 601]]], [appeared, [[660, 601]]], [other, [[660, 1]]]);
		expect(toEvents(samples, stretch).map(({ kind, subject }) => `${kind} ${subject}`)).toEqual([
			'container.started ollama',
			'container.appeared other',
		]);
	});

	it('takes a boot time that moved by a second for the same boot', () => {
		const booted = { job: 'node', instance: 'box:9100', aixcl: 'host.booted' };
		const samples = samplesOf([
			booted,
			[
				[660, 600],
				[720, 601],
				[780, 600],
			],
		]);
		expect(toEvents(samples, stretch)).toHaveLength(1);
	});

	it('leaves out what happened before the stretch, though it was seen in it', () => {
		const started = { ...container, aixcl: 'container.started' };
		expect(toEvents(samplesOf([started, [[660, 590]]]), { ...stretch, start: 600_000 })).toEqual([]);
	});

	it('says of an alert since when its condition held', () => {
		const alert = { alertname: 'Slow', severity: 'warning', instance: 'box' };
		const samples = samplesOf(
			[{ ...alert, alertstate: 'firing', aixcl: 'alert.firing' }, [[660, 1]]],
			[{ ...alert, aixcl: 'since' }, [[660, 300]]],
			[{ ...alert, alertstate: 'firing', aixcl: 'alert.resolved' }, [[900, 1]]],
		);
		expect(toEvents(samples, stretch)).toEqual([
			{
				kind: 'alert.firing',
				at: 660_000,
				within: minute,
				subject: 'Slow',
				severity: 'warning',
				since: 300_000,
				labels: { instance: 'box' },
			},
			{
				kind: 'alert.resolved',
				at: 900_000,
				within: minute,
				subject: 'Slow',
				severity: 'warning',
				labels: { instance: 'box' },
			},
		]);
	});
});
