import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rulesFile } from '../../src/build/generated.ts';
import type { RuleGroup } from '../../src/metrics/rules.ts';
import { windows } from '../../src/metrics/window.ts';
import type { Child } from './child.ts';
import { createCleanup } from './cleanup.ts';
import { type MadeStory, madeMachine } from './made-machine.ts';
import { addRecorded, addSamples, startOnData } from './made-past.ts';
import type { MadeSeries, MadeSpan } from './made-series.ts';
import { findParts } from './parts.ts';
import { provisioned } from './promtool.ts';
import { makeScratch, removeScratch } from './scratch.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Seconds between two scrapes of the made machine. */
export const madeStep = 15 * second;

/** A real Prometheus with a made past: six hours of it, and the same hour of yesterday and of a week ago. */
export type PastServer = AsyncDisposable & {
	readonly url: string;
	readonly data: string;
	readonly child: Child;
	readonly story: MadeStory;
	/** When its samples begin. */
	readonly begins: number;
	/** The samples that it was made of, without what was recorded over them. */
	readonly made: readonly { readonly series: readonly MadeSeries[]; readonly span: MadeSpan; readonly step: number }[];
};

export type PastOptions = {
	/** Rules that were recorded until the container `ollama` was started again, in place of today's. */
	readonly before?: readonly RuleGroup[];
	/** Whether there were two minutes, some hours before the end, in which the machine was as busy as it can be. */
	readonly hasSpike?: boolean;
};

/** Makes the past, records our rules over it, and starts a Prometheus on it. */
export async function startPastServer({ before, hasSpike = false }: PastOptions = {}): Promise<PastServer> {
	const { parts, missing } = findParts();
	if (!parts) throw new Error(missing);
	const folder = await makeScratch();
	const cleanup = createCleanup();
	cleanup.add(() => removeScratch(folder));
	try {
		const end = Math.floor((Date.now() - hour) / (10 * minute)) * 10 * minute;
		const start = end - 6 * hour;
		// Before the last point of every window, which lies on a multiple of its step.
		const widest = Math.max(...windows.map(({ step }) => step));
		const spiked = Math.min(end - 2 * hour, Math.floor(end / widest) * widest - 10 * minute);
		const story: MadeStory = {
			start,
			end,
			busyFrom: end - hour,
			spike: hasSpike ? { start: spiked, end: spiked + 2 * minute } : undefined,
			booted: start + 90 * minute,
			restarted: start + 2 * hour + 7 * second,
			ended: start + 3 * hour,
			prometheusStarted: start + 150 * minute + 3 * second,
			alert: { pending: end - 50 * minute, firing: end - 45 * minute, resolved: end - 20 * minute },
		};
		const earlier = [7 * day, day].map(ago => ({ start: end - ago - 40 * minute, end: end - ago + 40 * minute }));
		const data = join(folder, 'data');
		const spans = [...earlier, { start, end }];
		const then = madeMachine({ ...story, start: earlier[0]!.start, spike: undefined });
		const made = [
			...earlier.map(span => ({ series: then, span, step: madeStep })),
			{ series: madeMachine(story), span: { start, end }, step: madeStep },
		];
		for (const { series, span, step } of made) await addSamples(parts, data, { series, spans: [span], step });
		const bare = await startOnData(parts, data);
		const record = (rules: string, during: readonly MadeSpan[]) =>
			addRecorded(parts, data, { url: bare.url, rules, spans: during, step: madeStep });
		const ofToday = join(provisioned, 'rules/aixcl.rules.yml');
		try {
			if (before) {
				const ofBefore = join(folder, 'before.yml');
				await writeFile(ofBefore, rulesFile(before));
				await record(ofBefore, [...earlier, { start, end: story.restarted - madeStep }]);
				await record(ofToday, [{ start: story.restarted, end }]);
			} else await record(ofToday, spans);
		} finally {
			await bare.child.stop();
		}
		const { child, url } = await startOnData(parts, data);
		cleanup.add(child.stop);
		return { url, data, child, story, begins: earlier[0]!.start, made, [Symbol.asyncDispose]: cleanup.run };
	} catch (error) {
		await cleanup.run().catch(() => undefined);
		throw error;
	}
}
