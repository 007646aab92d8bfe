import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfigFile } from '../../src/config/read-config-file.ts';
import { resolveStackEnv } from '../../src/stack/stack-env.ts';
import { variables } from '../../src/stack/variables.ts';

let folder = '';
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'aixcl-env-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const resolve = (text: string | undefined, env: Record<string, string> = {}) => {
	const file = join(folder, '.env');
	rmSync(file, { force: true });
	if (text !== undefined) writeFileSync(file, text, { mode: 0o600 });
	return resolveStackEnv({ env, files: [join(folder, 'none', '.env'), file], read: readConfigFile });
};

describe('the settings of the stack', () => {
	test('are the defaults where nothing is set, and no password is among them', () => {
		const { values, file } = resolve(undefined);
		expect(file).toBeUndefined();
		for (const { name, default: value, isSecret } of variables) {
			expect(values.get(name), name).toBe(value);
			if (isSecret) expect(value, name).toBeUndefined();
		}
	});

	test('come from the environment before the file', () => {
		const text = '# ports\nexport GRAFANA_PORT="3001" # mine\nPROMETHEUS_PORT=9091\r\nOTHER_PROGRAM=1\n';
		const { values, file } = resolve(text, { PROMETHEUS_PORT: '9092', GRAFANA_PORT: '' });
		expect(values.get('GRAFANA_PORT')).toBe('3001');
		expect(values.get('PROMETHEUS_PORT')).toBe('9092');
		expect(file).toBe(join(folder, '.env'));
	});

	test('take scrape intervals up to 15 s, of which a minute has four', () => {
		const { values } = resolve('SCRAPE_INTERVAL=15s\nNODE_SCRAPE_INTERVAL=1s\n');
		expect([values.get('SCRAPE_INTERVAL'), values.get('NODE_SCRAPE_INTERVAL')]).toEqual(['15s', '1s']);
	});

	test('expand nothing', () => {
		const { values } = resolve("GRAFANA_ADMIN_PASSWORD='$HOME-`id`-$(id)'\n");
		expect(values.get('GRAFANA_ADMIN_PASSWORD')).toBe('$HOME-`id`-$(id)');
	});
});

describe('what is wrong is named', () => {
	test.each([
		['GRAFANA_PORT=abc', 'GRAFANA_PORT must be a port from 1 to 65535, not "abc"', 'Correct it in '],
		['GRAFANA_PORT=65536', 'GRAFANA_PORT must be a port', 'Correct it in '],
		['GRAFANA_PORT=03000', 'GRAFANA_PORT must be a port', 'Correct it in '],
		['AIXCL_BIND=localhost', 'AIXCL_BIND must be an IPv4 address of this machine', 'Correct it in '],
		['AIXCL_BIND=::', 'AIXCL_BIND must be an IPv4 address', 'Correct it in '],
		['SCRAPE_INTERVAL=1m', 'SCRAPE_INTERVAL must be from 1s to 15s', 'Correct it in '],
		['SCRAPE_INTERVAL=16s', 'SCRAPE_INTERVAL must be from 1s to 15s', 'Correct it in '],
		['NODE_SCRAPE_INTERVAL=30s', 'NODE_SCRAPE_INTERVAL must be from 1s to 15s', 'Correct it in '],
		['SCRAPE_INTERVAL=0s', 'SCRAPE_INTERVAL must be from 1s to 15s', 'Correct it in '],
		['SCRAPE_INTERVAL=500ms', 'SCRAPE_INTERVAL must be from 1s to 15s', 'Correct it in '],
		['SCRAPE_INTERVAL=15', 'SCRAPE_INTERVAL must be from 1s to 15s', 'Correct it in '],
		['PROMETHEUS_RETENTION=30', 'PROMETHEUS_RETENTION must be a Prometheus duration', 'Correct it in '],
		['PROMETHEUS_RETENTION_SIZE=10', 'PROMETHEUS_RETENTION_SIZE must be a size', 'Correct it in '],
		['POSTGRES_USER=a b', 'POSTGRES_USER must be a name', 'Correct it in '],
		['GRAFANA_PORT=9090', 'PROMETHEUS_PORT and GRAFANA_PORT are both 9090', 'a port of its own'],
		['GRAFANA_PROT=3001', 'sets GRAFANA_PROT, which nothing reads', 'Did you mean GRAFANA_PORT?'],
		['GRAFANA_PORT 3001', 'has no NAME=value on line 1', 'Write one variable a line'],
		['GRAFANA_ADMIN_USER="a\nb"', 'has no NAME=value on line 1', 'close what is quoted'],
	])('%j', (text, sentence, hint) => {
		let thrown: unknown;
		try {
			resolve(`${text}\n`);
		} catch (error) {
			thrown = error;
		}
		expect(thrown).toMatchObject({ name: 'AixclError', code: 'config', message: expect.stringContaining(sentence) });
		expect((thrown as { hint: string }).hint).toContain(hint);
	});

	test('in the environment, without its value where that is secret', () => {
		expect(() => resolve(undefined, { POSTGRES_PASSWORD: 'se cret' })).toThrow(/^POSTGRES_PASSWORD must be 8 to 128/);
		expect(() => resolve(undefined, { POSTGRES_PASSWORD: 'se cret' })).not.toThrow(/se cret/);
	});

	test('a file that everyone could write is not read', () => {
		const file = join(folder, 'open.env');
		writeFileSync(file, 'GRAFANA_PORT=3001\n');
		const { chmodSync } = process.getBuiltinModule('node:fs');
		chmodSync(file, 0o666);
		expect(() => resolveStackEnv({ env: {}, files: [file], read: readConfigFile })).toThrow(
			/can be written by everyone/,
		);
	});
});
