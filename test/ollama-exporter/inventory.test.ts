import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Watch, watchInventory } from '../../src/ollama-exporter/inventory.ts';
import { createModelLabels, type ModelLabels } from '../../src/ollama-exporter/model-labels.ts';
import { type FakeOllama, startFakeOllama } from '../support/fake-ollama.ts';

const paths = ['/api/version', '/api/tags', '/api/ps', '/v1/models'];

let fake: FakeOllama;
let watch: Watch;
let labels: ModelLabels;

beforeEach(async () => {
	fake = await startFakeOllama();
	labels = createModelLabels(
		() => {},
		() => {},
	);
	watch = watchInventory(new URL(fake.url), labels.know);
	expect((await watch.refresh(0)).isUp).toBe(true);
});
afterEach(() => fake.close());

const fail = (failing: readonly string[]) => {
	fake.failing.clear();
	for (const path of failing) fake.failing.add(path);
	return watch.refresh(0);
};

test('what answers one question is up, whichever it is; what answers none is not', async () => {
	// The first that fails teaches it to ask for the list of /v1, too.
	await fail(paths);
	for (const path of paths) expect((await fail(paths.filter(each => each !== path))).isUp, path).toBe(true);
	expect((await fail(paths)).isUp).toBe(false);
});

test('a list that fails once takes no model its label', async () => {
	fake.models.push('new:1b');
	for (const failing of ['/api/tags', '/api/ps']) {
		await fail([failing, '/v1/models']);
		expect([labels.of('tiny'), labels.of('loaded:7b')], failing).toEqual(['tiny:latest', 'loaded:7b']);
	}
	await fail(paths);
	expect(['tiny', 'loaded:7b', 'new:1b'].map(labels.of)).toEqual(['tiny:latest', 'loaded:7b', 'new:1b']);
});

test('a model that is removed has a label no more', async () => {
	fake.models = [];
	await fail([]);
	expect(labels.of('tiny')).toBe('other');
});
