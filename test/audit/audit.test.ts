import { execFileSync } from 'node:child_process';
import { chmod, link, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAudit, type Deed, type Outcome } from '../../src/audit/audit.ts';
import { readAudit } from '../../src/audit/read.ts';
import { EngineError } from '../../src/engine/engine-error.ts';
import { clean, literal } from '../../src/text/clean.ts';

let folder: string;
let path: string;
let warnings: string[];

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'aixcl-audit-'));
	path = join(folder, 'state', 'aixcl', 'audit.jsonl');
	warnings = [];
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const audit = (env: Record<string, string> = {}) => {
	const { begin } = createAudit({ path, env, warn: sentence => warnings.push(sentence) });
	return { begin, record: (what: Deed, outcome: Outcome = {}) => begin(what)(outcome) };
};

const deed = (facts: Partial<Deed> = {}): Deed => ({
	action: literal('kill'),
	detail: literal('SIGTERM'),
	container: literal('db'),
	id: clean('a'.repeat(64)),
	endpoint: literal('unix:///var/run/docker.sock'),
	...facts,
});

const modeOf = async (file: string) => ((await stat(file)).mode & 0o777).toString(8);

test('writes lines of JSON, in a file and a folder that only its owner can read', async () => {
	const { record } = audit({ SUDO_USER: 'jo', SSH_CLIENT: '10.0.0.7 51000 22' });
	await record(deed());
	await record(deed(), { error: new EngineError('Whether db was killed is unknown', { kind: 'unknown' }) });
	const [begun, ended, , failed, ...rest] = (await readFile(path, 'utf8')).split('\n');
	expect(JSON.parse(begun!)).toEqual({ ...JSON.parse(ended!), result: 'begun', seconds: 0 });
	expect(JSON.parse(ended!)).toEqual({
		deed: expect.stringMatching(/^[0-9a-f]{12}$/),
		time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
		user: userInfo().username,
		sudoUser: 'jo',
		client: '10.0.0.7',
		action: 'kill',
		detail: 'SIGTERM',
		container: 'db',
		id: 'a'.repeat(64),
		endpoint: 'unix:///var/run/docker.sock',
		result: 'ok',
		seconds: expect.any(Number),
	});
	expect(JSON.parse(failed!)).toMatchObject({ result: 'unknown', message: 'Whether db was killed is unknown' });
	expect(rest).toEqual(['']);
	expect([await modeOf(path), await modeOf(join(folder, 'state', 'aixcl'))]).toEqual(['600', '700']);
	expect(warnings).toEqual([]);
});

test('what it wrote it reads, newest last, cleaned, and only so many', async () => {
	const { record } = audit();
	for (const name of ['a', 'b', 'c']) await record(deed({ container: clean(name) }));
	const dirty = { time: '2026-11-25T10:00:00Z', action: 'stop', container: '\u001b[31mx', result: 'ok\u0007' };
	const evil = ['not json', 'null', '7', '[]', '{"time":"x"}', '{"__proto__":{"time":"2026-11-25T10:00:00Z"}}'];
	await writeFile(path, [...evil, JSON.stringify(dirty), ''].join('\n'), { flag: 'a' });
	expect((await readAudit(path, 3)).map(({ container, result }) => `${container} ${result}`)).toEqual([
		'b ok',
		'c ok',
		'␛x ok␇',
	]);
	expect(await readAudit(path, 0)).toEqual([]);
	expect(await readAudit(path, Number.POSITIVE_INFINITY)).toHaveLength(4);
	expect(await readAudit(join(folder, 'none'), 10)).toEqual([]);
});

test('what never ended is shown as begun', async () => {
	const { begin, record } = audit();
	begin(deed({ container: literal('cut') }));
	await record(deed());
	expect((await readAudit(path, 10)).map(({ container, result }) => `${container} ${result}`)).toEqual([
		'cut begun',
		'db ok',
	]);
});

test('at 1 MiB it begins anew, and both files are read', async () => {
	const { record } = audit();
	await record(deed({ container: literal('first') }));
	await writeFile(path, `${'x'.repeat(2 ** 20)}\n`, { flag: 'a' });
	await record(deed({ container: literal('second') }));
	expect((await stat(path)).size).toBeLessThan(1000);
	expect((await stat(`${path}.1`)).size).toBeGreaterThan(2 ** 20);
	expect((await readAudit(path, 10)).map(({ container }) => container)).toEqual(['first', 'second']);
});

test('several at once lose nothing, also while the file begins anew', async () => {
	await audit().record(deed());
	await writeFile(path, `${'x'.repeat(2 ** 20)}\n`, { flag: 'a' });
	const writers = Array.from({ length: 8 }, () => audit());
	await Promise.all(writers.flatMap(({ record }) => Array.from({ length: 25 }, () => record(deed()))));
	expect(await readAudit(path, Number.POSITIVE_INFINITY)).toHaveLength(201);
	expect(warnings).toEqual([]);
});

test('the mode of a file that others can read is mended', async () => {
	await audit().record(deed());
	await chmod(path, 0o644);
	await audit().record(deed());
	expect(await modeOf(path)).toBe('600');
});

test.each([
	['a link', async () => symlink(join(folder, 'target'), path), 'ELOOP'],
	['a link that leads nowhere else', async () => link(join(folder, 'target'), path), 'a file with several names'],
	['a pipe', async () => void execFileSync('mkfifo', [path]), /ENXIO|not a plain file/],
	['a folder', async () => void (await mkdir(path)), 'EISDIR'],
])('%s in its place is left alone, told once, and stops nothing', async (_, place, reason) => {
	await mkdir(join(folder, 'state', 'aixcl'), { recursive: true });
	await writeFile(join(folder, 'target'), 'kept');
	await place();
	const { record } = audit();
	await record(deed());
	await record(deed());
	expect(warnings).toEqual([expect.stringMatching(reason)]);
	expect(warnings[0]).toContain(path);
	expect(await readFile(join(folder, 'target'), 'utf8')).toBe('kept');
	await expect(readAudit(path, 1)).rejects.toMatchObject({ hint: expect.any(String) });
});

test.runIf(process.geteuid?.() === 0)("somebody else's file is neither written nor believed", async () => {
	await mkdir(join(folder, 'state', 'aixcl'), { recursive: true });
	await writeFile(path, '');
	execFileSync('chown', ['65534', path]);
	await audit().record(deed());
	expect(warnings).toEqual([expect.stringContaining('not your own file')]);
	await expect(readAudit(path, 1)).rejects.toThrow('cannot be read');
	expect((await stat(path)).size).toBe(0);
});

test('a folder that cannot be made is told once and stops nothing', async () => {
	await writeFile(join(folder, 'state'), 'a file');
	await audit().record(deed({ id: undefined }), { error: 'odd' });
	expect(warnings).toEqual([expect.stringMatching(/ENOTDIR|EEXIST/)]);
});
