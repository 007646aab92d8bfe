import { readFileSync } from 'node:fs';
import { recordedAnswer } from '../../../sources/fake-prometheus.ts';
import { loadedModels } from '../../../support/fake-ollama-api.ts';
import { withPresentTimes } from '../obeying/world.ts';
import { type Place, placesIn } from './places.ts';

const at = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const recorded = (name: string) => at(`recorded/${name}.json`);
const answer = (name: string) => at(`../../../sources/answers/${name}.json`);

/** Everything that is read, as the real ones said it: a container engine, Prometheus, Alertmanager; Ollama in its form. */
const texts = {
	version: recorded('version'),
	info: recorded('info'),
	list: recorded('list'),
	inspect: recorded('inspect'),
	top: recorded('top'),
	stats: recorded('stats'),
	events: recorded('events'),
	'engine-error': recorded('engine-error'),
	recorded: withPresentTimes(recordedAnswer('recorded')),
	raw: withPresentTimes(recordedAnswer('raw')),
	range: withPresentTimes(recordedAnswer('range')),
	series: recorded('series'),
	targets: recordedAnswer('targets'),
	rules: answer('rules'),
	'prometheus-error': recorded('prometheus-error'),
	'sent-alerts': answer('alertmanager-alerts'),
	silences: answer('alertmanager-silences'),
	models: loadedModels,
	'ollama-error': '{"error":"model \\"nobody\\" not found, try pulling it first"}',
} as const;

export type DocumentName = keyof typeof texts;

export type Document = { readonly name: DocumentName; readonly json: unknown; readonly places: readonly Place[] };

const names = Object.keys(texts) as readonly DocumentName[];

export const documents: Readonly<Record<DocumentName, Document>> = Object.fromEntries(
	names.map(name => {
		const json: unknown = JSON.parse(texts[name]);
		return [name, { name, json, places: placesIn(json) }];
	}),
) as Record<DocumentName, Document>;
