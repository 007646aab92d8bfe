import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensureSecrets, secrets } from '../../src/stack/secrets.ts';

let root = '';
let folder = '';
beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'aixcl-secrets-'));
	folder = join(root, 'state', 'secrets');
});
afterEach(() => rmSync(root, { recursive: true }));

const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const mode = (path: string) => statSync(path).mode & 0o777;

test('are made once, each another, for their owner to enter and for all to read', async () => {
	const before = process.umask(0o077);
	const { created, changed } = await ensureSecrets(folder, new Map()).finally(() => process.umask(before));
	expect([created, changed]).toEqual([secrets, []]);
	expect(mode(folder)).toBe(0o700);
	const values = secrets.map(({ name }) => read(name));
	expect(new Set(values).size).toBe(secrets.length);
	for (const value of values) expect(value).toMatch(/^[A-Za-z0-9]{32}$/);
	for (const { name } of secrets) expect(mode(join(folder, name)), name).toBe(0o444);

	expect(await ensureSecrets(folder, new Map())).toEqual({ created: [], changed: [] });
	expect(secrets.map(({ name }) => read(name))).toEqual(values);
	expect(readdirSync(folder).toSorted()).toEqual(secrets.map(({ name }) => name).toSorted());
});

test('that are given replace others, and stay when they are given no longer', async () => {
	await ensureSecrets(folder, new Map());
	const { changed } = await ensureSecrets(folder, new Map([['GRAFANA_ADMIN_PASSWORD', 'chosen-by-me']]));
	expect(changed.map(({ name }) => name)).toEqual(['grafana_admin_password']);
	await ensureSecrets(folder, new Map());
	expect(read('grafana_admin_password')).toBe('chosen-by-me');
	expect(mode(join(folder, 'grafana_admin_password'))).toBe(0o444);
});

test('are kept from others where their folder was open, and an empty file is no password', async () => {
	await ensureSecrets(folder, new Map());
	chmodSync(folder, 0o755);
	rmSync(join(folder, 'webui_secret_key'));
	writeFileSync(join(folder, 'webui_secret_key'), '');
	const { created } = await ensureSecrets(folder, new Map());
	expect(mode(folder)).toBe(0o700);
	expect(created.map(({ name }) => name)).toEqual(['webui_secret_key']);
	expect(read('webui_secret_key')).toMatch(/^[A-Za-z0-9]{32}$/);
});

test('that cannot be kept end in a sentence with the folder', async () => {
	writeFileSync(join(root, 'file'), '');
	await expect(ensureSecrets(join(root, 'file', 'secrets'), new Map())).rejects.toMatchObject({
		code: 'stack',
		message: expect.stringContaining(join(root, 'file', 'secrets')),
		hint: expect.stringContaining('XDG_STATE_HOME'),
	});
});
