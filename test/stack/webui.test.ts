import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { formatLatency } from '../../src/ui/llm/latency.ts';
import { createCleanup } from './cleanup.ts';
import { addSamples } from './made-past.ts';
import { startModelServer } from './model-server.ts';
import { findParts } from './parts.ts';
import { askOne } from './prometheus.ts';
import { jobFor } from './prometheus-config.ts';
import { describeRig } from './require-rig.ts';
import { startRuledPrometheus } from './ruled-prometheus.ts';
import { makeScratch, removeScratch } from './scratch.ts';
import { closeTops, openTop } from './top-terminal.ts';
import { webuiSeries } from './webui-series.ts';

const minute = 60_000;
const usual = 40;
const slow = 200;

describeRig('Open WebUI on the way of a request', rig => {
	const cleanup = createCleanup();
	let url = '';

	beforeAll(async () => {
		const { parts } = findParts();
		const folder = await makeScratch();
		cleanup.add(() => removeScratch(folder));
		const models = await startModelServer();
		cleanup.add(models.stop);
		const end = Date.now();
		const start = end - 180 * minute;
		const series = webuiSeries({ start, slowFrom: end - 8 * minute, perSecond: 0.5, usual, slow });
		await addSamples(parts!, join(folder, 'prometheus'), { series, spans: [{ start, end }], step: 15_000 });
		url = await startRuledPrometheus(parts!, folder, cleanup, [jobFor('ollama', models.target)]);
	});
	afterEach(closeTops);
	afterAll(cleanup.run);

	it('is told by its own times, against its norm of the last day, and called slow where it is', async () => {
		const [sum, count] = ['sum', 'count'].map(
			of => `rate(http_server_duration_milliseconds_${of}{job="open-webui"}[5m])`,
		);
		expect(await askOne(url, `${sum} / ${count}`)).toBeCloseTo(slow, 6);
		const top = await openTop({ env: { DOCKER_HOST: rig.dockerHost, AIXCL_PROMETHEUS_URL: url } });
		await top.see('the models', ({ text }) => text.includes('llama3:8b'));
		top.press('9f');
		const [now, norm] = [slow, usual].map(milliseconds => formatLatency(milliseconds / 1000));
		await top.see('it in the line of the way', ({ text }) => text.includes(`WebUI ${now} ▲ 5.0x → Queue, load`));
		const sentence = `WebUI is 5.0 times as slow as usual: ${now}, and ${norm} over the last day.`;
		await top.see(sentence, ({ text }) => text.includes(sentence));
		top.press('f');
		await top.leave();
	});
});
