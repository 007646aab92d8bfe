import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { shippedFolder } from '../../src/stack/paths.ts';
import { secrets } from '../../src/stack/secrets.ts';
import { services } from '../../src/stack/services.ts';
import { variables } from '../../src/stack/variables.ts';

const folder = join(shippedFolder(), 'compose');
const yaml = readdirSync(folder).filter(name => name.endsWith('.yaml'));
const all = yaml.map(name => readFileSync(join(folder, name), 'utf8')).join('\n');
const base = readFileSync(join(folder, 'compose.yaml'), 'utf8');
const setByStart = ['AIXCL_SECRETS'];

describe('the variables', () => {
	const used = new Map(
		[...all.matchAll(/(?<!\$)\$\{([A-Z_]+)(?::-([^}]*))?/g)].map(([, name, value]) => [name!, value]),
	);

	test('are all that the compose files read', () => {
		const known = [...variables.map(({ name }) => name), ...setByStart];
		expect([...used.keys()].filter(name => !known.includes(name))).toEqual([]);
	});

	test.each(variables.filter(variable => variable.default !== undefined))(
		'$name has the same default there',
		variable => {
			expect(used.get(variable.name)).toBe(variable.default);
			expect(variable.problem(variable.default!)).toBeUndefined();
		},
	);

	test('are all in .env.example, with their defaults', () => {
		const example = readFileSync(join(folder, '.env.example'), 'utf8');
		for (const { name, default: value } of variables) {
			expect(example, name).toMatch(new RegExp(`^#?${name}=${value?.replaceAll('.', '\\.') ?? ''}`, 'm'));
		}
	});
});

test('the secrets are those that the compose file mounts, and their readers those that mount them', () => {
	for (const { name, services: readers } of secrets) {
		expect(base).toContain(`/${name}\n`);
		const mounting = base
			.split(/\n {2}(?=[a-z-]+:\n {4})/)
			.filter(block => new RegExp(`^ {4}secrets: \\[.*\\b${name}\\b`, 'm').test(block))
			.map(block => block.slice(0, block.indexOf(':')));
		expect(mounting.toSorted(), name).toEqual(readers.toSorted());
	}
});

test('every service has its container name, and its port where the registry says', () => {
	for (const { name, port } of services) {
		expect(base).toContain(`container_name: ${name}\n`);
		expect(base).toContain(`\${AIXCL_BIND:-127.0.0.1}:\${${port.variable}:-${port.default}}:`);
	}
});

test('an answer that is under way when the exporter is restarted has longer than the engine\u2019s ten seconds', () => {
	const [, service = ''] = base.split(/\n {2}ollama-exporter:\n/);
	const [block = ''] = service.split(/\n {2}(?=[a-z-]+:\n)/);
	expect(Number(/^ {4}stop_grace_period: (\d+)s$/m.exec(block)?.[1])).toBeGreaterThanOrEqual(30);
	// A shell in its place would keep the signal to itself.
	expect(block).toMatch(/^ {4}entrypoint: \[node, /m);
});
