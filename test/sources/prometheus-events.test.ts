import { describe, expect, it } from 'vitest';
import { parseSamples } from '../../src/sources/prometheus-answer.ts';
import { eventQuestions, toEvents } from '../../src/sources/prometheus-events.ts';

const day = 86_400_000;
const minute = 60_000;

type Series = readonly [metric: Readonly<Record<string, string>>, points: readonly (readonly [number, number])[]];

const samplesOf = (...result: readonly Series[]) =>
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
		[day, 300, 30],
		[7 * day, 1800, 300],
		[30 * day, 7200, 900],
	])('in %d ms are two questions, with looks %d s and %d s apart', (span, things, alerts) => {
		const questions = eventQuestions(span, 30);
		expect(questions.map(({ step }) => step / 1000)).toEqual([things, alerts]);
		for (const { step } of questions) expect(span / step).toBeLessThan(11_000);
	});
});

describe('an answer', () => {
	const sampleOf = (...points: readonly (readonly [number, number])[]) =>
		[{ ...container, aixcl: 'container' }, points] as const;
	const watchedAt = (...looks: readonly number[]) =>
		[{ job: 'cadvisor', instance: 'box:8080', aixcl: 'watched' }, looks.map(at => [at, 1] as const)] as const;
	const told = (...series: readonly Series[]) =>
		toEvents(samplesOf(...series), { ...stretch, end: 900_000 }).map(
			({ kind, at, within }) => `${kind} ${at / 1000} ${within / 1000}`,
		);
	const always = watchedAt(540, 600, 660, 720, 780, 840, 900);

	it('that was not asked for is no event', () => {
		const strange = [{}, { aixcl: '' }, { aixcl: 'alert.ended' }, { aixcl: 'container.died' }, { aixcl: 'toString' }];
		expect(told(...strange.map(labels => [{ ...container, ...labels }, [[600, 1]]] as const), always)).toEqual([]);
	});

	it('tells a start once, though it is seen at several looks, and each of a loop', () => {
		const looks = sampleOf([660, 601], [720, 601], [780, 745], [840, 745], [900, 745]);
		expect(told(looks, always)).toEqual(['container.started 601 0', 'container.started 745 0']);
		const [{ subject, labels } = { subject: '', labels: {} }] = toEvents(samplesOf(looks, always), stretch);
		expect([subject, labels]).toEqual([
			'ollama',
			{ job: 'cadvisor', instance: 'box:8080', id: '/docker/a', name: 'ollama' },
		]);
	});

	it('tells an appearance only where no start explains it, and an end where nothing comes after', () => {
		const old = -5000;
		expect(told(sampleOf([660, old], [720, old]), always)).toEqual([
			'container.appeared 660 60',
			'container.gone 780 60',
		]);
		expect(told(sampleOf([540, old], [600, old], [840, old], [900, old]), always)).toEqual([
			'container.gone 660 60',
			'container.appeared 840 60',
		]);
		expect(told(sampleOf([540, old], [600, old], [840, 790], [900, 790]), always)).toEqual([
			'container.gone 660 60',
			'container.started 790 0',
		]);
	});

	it('knows nothing of containers while cAdvisor could not be scraped, nor what was before it looked', () => {
		const old = -5000;
		expect(told(sampleOf([540, old], [600, old], [840, old], [900, old]), watchedAt(540, 600, 840, 900))).toEqual([]);
		expect(
			told(sampleOf([540, old], [600, old], [660, old], [720, old], [780, old], [840, old], [900, old]), always),
		).toEqual([]);
	});

	it('of a thousand containers has looks further apart', () => {
		const steps = [10, 100, 1000].map(count => eventQuestions(day, count)[0]!.step / 1000);
		expect(steps).toEqual([300, 300, 900]);
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
		const samples = samplesOf([{ ...container, aixcl: 'container' }, [[660, 590]]]);
		expect(toEvents(samples, { ...stretch, start: 600_000, end: 660_000 })).toEqual([]);
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

	it('tells no alert that began or ended while nothing was scraped', () => {
		const alert = { alertname: 'Slow', instance: 'box', alertstate: 'firing' };
		const kindsOf = (...blind: readonly number[]) =>
			toEvents(
				samplesOf(
					[{ ...alert, aixcl: 'alert.firing' }, [[660, 1]]],
					[{ ...alert, aixcl: 'alert.resolved' }, [[900, 1]]],
					...(blind.length > 0 ? [[{ aixcl: 'unwatched' }, blind.map(at => [at, 1] as const)] as const] : []),
				),
				stretch,
			).map(({ kind }) => kind);
		expect(kindsOf(540, 780)).toEqual(['alert.firing', 'alert.resolved']);
		expect(kindsOf(540, 600)).toEqual(['alert.resolved']);
		expect(kindsOf(900, 960)).toEqual(['alert.firing']);
	});
});
