import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/** Who may import whom; a folder may always import from itself. Whole files are named with their extension. */
const leaves = ['src/metrics', 'src/text', 'src/errors.ts', 'src/exit-status.ts', 'src/memory.ts'];
const mayImport: Readonly<Record<string, readonly string[]>> = {
	'src/text': [],
	'src/errors.ts': [],
	'src/memory.ts': [],
	'src/exit-status.ts': ['src/errors.ts'],
	'src/metrics': ['src/text'],
	'src/store': [],
	'src/sources': [...leaves, 'src/llm'],
	'src/llm': leaves,
	'src/engine': leaves,
	'src/terminal': leaves,
	'src/config': leaves,
	'src/audit': [...leaves, 'src/engine/container.ts'],
	'src/stack': [...leaves, 'src/engine/container.ts'],
	// It runs alone in a container, and knows nothing of the screen, the engine and the stack.
	'src/ollama-exporter': leaves,
	'src/ui': [...leaves, 'src/store', 'src/llm/model-action.ts', 'src/engine/container.ts', 'src/engine/details.ts'],
	components: [
		...leaves,
		'src/store',
		'src/ui',
		'src/llm/model-action.ts',
		'src/engine/container.ts',
		'src/terminal/screen.ts',
		'src/terminal/layers.ts',
	],
	'src/commands': [
		...leaves,
		'src/audit',
		'src/config',
		'src/engine',
		'src/ollama-exporter',
		'src/llm',
		'src/sources',
		'src/stack',
		'src/store',
		'src/terminal',
		'src/ui',
		'components',
		'package.json',
	],
	'src/cli.ts': [...leaves, 'src/commands', 'src/config'],
};

/** The one file that opens each library's door. */
const doors: Readonly<Record<string, readonly string[]>> = {
	dockerode: ['src/engine'],
	axios: ['src/sources/http-exchange.ts'],
	'prometheus-query': ['src/sources/prometheus-client.ts'],
	systeminformation: ['src/sources/local-system.ts'],
	asciichart: ['src/ui/charts/line.ts'],
	'string-width': ['src/text/width.ts'],
	'pretty-bytes': ['src/metrics/format.ts'],
	meow: ['src/commands'],
	open: ['src/terminal/browser.ts'],
	valibot: ['src/config'],
	'prom-client': ['src/ollama-exporter'],
	'@grafana/grafana-foundation-sdk': ['src/build/dashboards'],
};

const filesIn = (place: string): string[] =>
	place.includes('.')
		? [place]
		: readdirSync(place, { recursive: true, encoding: 'utf8' })
				.filter(name => /\.tsx?$/.test(name))
				.map(name => path.join(place, name));

const allFiles = [...filesIn('src'), ...filesIn('components')];

const importsOf = (file: string): string[] =>
	[...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, target]) => target!);

const isIn = (target: string, place: string): boolean => target === place || target.startsWith(`${place}/`);

test.each(Object.entries(mayImport))('%s imports only from %j', (place, allowed) => {
	for (const file of filesIn(place)) {
		for (const target of importsOf(file).filter(name => name.startsWith('.'))) {
			const resolved = path.join(path.dirname(file), target);
			expect(
				[place, ...allowed].some(each => isIn(resolved, each)),
				`${file} imports ${resolved}`,
			).toBe(true);
		}
	}
});

test('every folder of the source has its rule', () => {
	const places = Object.keys(mayImport);
	// The build stands outside: it reads everything and nothing reads it.
	for (const file of allFiles.filter(each => !isIn(each, 'src/build'))) {
		expect(
			places.some(place => isIn(file, place)),
			file,
		).toBe(true);
	}
});

test.each(Object.entries(doors))('%s is imported only by %j', (library, places) => {
	const users = allFiles.filter(file =>
		importsOf(file).some(name => name === library || name.startsWith(`${library}/`)),
	);
	expect(users.filter(file => !places.some(place => isIn(file, place)))).toEqual([]);
	expect(users.length, `${library} has a door`).toBeGreaterThan(0);
});

test('components and the headless view touch neither process, timers nor the network', () => {
	for (const file of [...filesIn('components'), ...filesIn('src/ui')]) {
		const text = readFileSync(file, 'utf8');
		expect(text, file).not.toMatch(/\b(process\.|setTimeout\(|setInterval\(|fetch\()/);
		expect(
			importsOf(file).filter(name => name.startsWith('node:') && name !== 'node:events'),
			file,
		).toEqual([]);
	}
});

test('only the command line ends the process', () => {
	const files = allFiles.filter(file => !isIn(file, 'src/build') && /process\.exit\(/.test(readFileSync(file, 'utf8')));
	expect(files).toEqual(['src/cli.ts']);
});

/** Where what was read from outside is described, and the only texts there that are not cleaned. */
const ingest = {
	/** IDs are checked, addresses written anew; the rest is our own. */
	exceptions: [
		'src/engine/api-version.ts: api',
		'src/engine/container.ts: addresses',
		'src/engine/container.ts: from',
		'src/engine/container.ts: id',
		'src/engine/container.ts: signal',
		'src/engine/details.ts: id',
		// What is asked for.
		'src/metrics/history.ts: label',
		'src/metrics/history.ts: values',
	],
	described:
		/^src\/engine\/(?:api-version|container|details|inspection|machine)\.ts$|^src\/llm\/loaded-model\.ts$|^src\/metrics\/(?:alert-rule|event|history|silence|snapshot)\.ts$|^src\/sources\/prometheus-answer\.ts$/,
} as const;

test('text that was read is typed as clean, and only the sanitiser says so', () => {
	const files = allFiles.filter(file => ingest.described.test(file));
	expect(files).toHaveLength(12);
	const plain = files.flatMap(file =>
		[
			...readFileSync(file, 'utf8').matchAll(
				/readonly (\w+)\??: (?:readonly )?string\b|readonly (\w+)\??: Readonly<Record<string, string>>/g,
			),
		].map(([, name, other]) => `${file}: ${name ?? other}`),
	);
	expect([...new Set(plain)].sort()).toEqual(ingest.exceptions);
	const branding = allFiles.filter(file => /\bas (?:T & )?Clean\b/.test(readFileSync(file, 'utf8')));
	expect(branding).toEqual(['src/text/clean.ts']);
});

test('files stay small', () => {
	const lengths = allFiles.map(file => ({ file, lines: readFileSync(file, 'utf8').split('\n').length - 1 }));
	expect(lengths.filter(({ lines }) => lines > 250)).toEqual([]);
	const median = lengths.map(({ lines }) => lines).toSorted((a, b) => a - b)[Math.floor(lengths.length / 2)];
	expect(median).toBeLessThanOrEqual(60);
});
