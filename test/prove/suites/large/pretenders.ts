import { recordedAnswer, sendJson, startFakePrometheus } from '../../../sources/fake-prometheus.ts';
import { fakeContainer } from '../../../support/fake-container.ts';
import { startFakeEngine } from '../../../support/fake-engine.ts';
import type { Servers } from '../faults/bundle.ts';

/** A Prometheus of recorded answers and an engine in memory: what is tested is what a proxy before them makes of their answers. */
export const startPretenders = async (): Promise<Servers & { close(): Promise<void> }> => {
	const engine = await startFakeEngine({
		containers: [
			...Array.from({ length: 8 }, (_, index) => fakeContainer(index + 1)),
			fakeContainer(9, { name: 'terminal', isTty: true }),
		],
	});
	const prometheus = await startFakePrometheus((response, { path }) => {
		if (path.endsWith('/query')) sendJson(response, recordedAnswer('recorded'));
		else if (path.endsWith('/query_range')) sendJson(response, recordedAnswer('range'));
		else if (path.endsWith('/targets')) sendJson(response, recordedAnswer('targets'));
		else response.writeHead(404).end();
	});
	return {
		prometheusUrl: prometheus.url,
		dockerHost: engine.url,
		async close() {
			await engine.stop();
			await prometheus[Symbol.asyncDispose]();
		},
	};
};
