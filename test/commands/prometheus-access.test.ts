import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { prometheusAccess } from '../../src/commands/prometheus-access.ts';
import { resolveConfig } from '../../src/config/config.ts';
import { createPrometheusSource } from '../../src/sources/prometheus.ts';
import { runCli } from '../cli/run-cli.ts';
import { recordedAnswer, sendJson, startFakePrometheus } from '../sources/fake-prometheus.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'aixcl-access-'));
afterAll(() => rmSync(folder, { recursive: true }));

const canary = 'c4nary-Pa55';
const { signal } = new AbortController();

const fileWith = (name: string, text: string): string => {
	const file = path.join(folder, name);
	writeFileSync(file, text);
	return file;
};

const accessOf = (flags: Readonly<Record<string, string>>) =>
	prometheusAccess(
		resolveConfig({
			flags: new Map(Object.entries(flags)),
			env: { LANG: 'C.UTF-8' },
			file: '/none',
			fileSettings: new Map(),
		}),
	);

const failureOf = (flags: Readonly<Record<string, string>>): Error => {
	try {
		accessOf(flags);
	} catch (error) {
		return error as Error;
	}
	throw new Error('the settings were accepted');
};

describe('what a Prometheus is sent', () => {
	const sent = async (flags: Readonly<Record<string, string>>, change: (url: string) => string = url => url) => {
		await using fake = await startFakePrometheus(response => sendJson(response, recordedAnswer('recorded')));
		const url = change(fake.url);
		const source = createPrometheusSource({ url, thisHostName: 'vm', access: accessOf({ prometheus: url, ...flags }) });
		await source.read(signal);
		source.close();
		return fake.asked[0]!;
	};
	const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
	const password = () => fileWith('password', `${canary}\n`);

	test('is user and password of the settings, or the password of a file to the user of the URL', async () => {
		const flags = { 'prometheus-user': 'ann', 'prometheus-password-file': password() };
		expect((await sent(flags)).headers.authorization).toBe(basic(`ann:${canary}`));
		const withUser = (url: string) => url.replace('//', '//b%40b@');
		const asked = await sent({ 'prometheus-password-file': password() }, withUser);
		expect(asked.headers.authorization).toBe(basic(`b@b:${canary}`));
	});

	test('is the token, the tenant and any other header, below the path of the URL', async () => {
		const asked = await sent(
			{
				'prometheus-token-file': fileWith('token', `${canary}\n`),
				'prometheus-tenant': 'team-a|team-b',
				'prometheus-headers-file': fileWith('headers', '# for the proxy\n\nX-Door: blue: 1 \r\nx-other: 2\n'),
			},
			url => `${url}/prometheus`,
		);
		expect(asked.path).toBe('/prometheus/api/v1/query');
		expect(asked.headers).toMatchObject({
			authorization: `Bearer ${canary}`,
			'x-scope-orgid': 'team-a|team-b',
			'x-door': 'blue: 1',
			'x-other': '2',
		});
	});

	test('is what the file holds at that moment', async () => {
		const file = fileWith('rotated', 'first-token');
		await using fake = await startFakePrometheus(response => sendJson(response, recordedAnswer('recorded')));
		const access = accessOf({ 'prometheus-token-file': file });
		const source = createPrometheusSource({ url: fake.url, thisHostName: 'vm', access });
		await source.read(signal);
		writeFileSync(file, 'second-token');
		await source.read(signal);
		rmSync(file);
		await expect(source.read(signal)).rejects.toThrow(/The token file .* does not exist/);
		source.close();
		expect(fake.asked.map(({ headers }) => headers.authorization)).toEqual([
			'Bearer first-token',
			'Bearer second-token',
		]);
	});

	test.each([
		[401, 'does not accept the token'],
		[403, 'forbids the query'],
		[500, 'says: not ***'],
		[302, 'redirects to http://elsewhere/***'],
	])('comes back in no sentence, and goes nowhere else, by status %d', async (status, words) => {
		await using other = await startFakePrometheus(response => response.end());
		await using fake = await startFakePrometheus((response, { headers }) => {
			const echo = String(headers.authorization).replace('Bearer ', '');
			const location = status === 302 ? `http://elsewhere/${echo}` : other.url;
			response.writeHead(status, { location }).end(JSON.stringify({ status: 'error', error: `not ${echo}` }));
		});
		const access = accessOf({ 'prometheus-token-file': fileWith('token', canary) });
		const source = createPrometheusSource({ url: fake.url, thisHostName: 'vm', access });
		const failure = await source.read(signal).catch((error: Error) => error);
		source.close();
		expect(failure).toMatchObject({ code: 'prometheus', message: expect.stringContaining(words) });
		expect(JSON.stringify(failure) + String(failure)).not.toContain(canary);
		expect(other.asked).toEqual([]);
	});
});

describe('settings that make no sense', () => {
	const file = fileWith('one', canary);
	test.each<[Readonly<Record<string, string>>, RegExp]>([
		[{ 'prometheus-password-file': file }, /needs a user$/],
		[{ 'prometheus-user': 'ann' }, /needs a password$/],
		[{ 'prometheus-token-file': file, 'prometheus-password-file': file }, /exclude each other$/],
		[{ 'prometheus-cert-file': file }, /needs its private key/],
		[{ 'prometheus-ca-file': file }, /are not PEM, or do not belong together$/],
		[{ 'prometheus-token-file': path.join(folder, 'none') }, /^The token file .*none does not exist$/],
		[{ 'prometheus-token-file': fileWith('empty', '\n') }, /is empty$/],
		[{ 'prometheus-token-file': fileWith('two', `${canary}\nmore`) }, /has more than one line$/],
		[{ 'prometheus-token-file': fileWith('spaces', `${canary} more`) }, /holds no token$/],
		[{ 'prometheus-token-file': folder }, /is not a regular file$|is a directory$/],
		[
			{ 'prometheus-headers-file': fileWith('bad', `X-A: 1\n${canary}`) },
			/^Line 2 of the headers file .* is no header$/,
		],
		[{ 'prometheus-headers-file': fileWith('host', 'Host: x') }, /^Line 1 .* is a header that aixcl sets itself$/],
		[{ 'prometheus-headers-file': fileWith('large', 'x'.repeat(70_000)) }, /is larger than 64 KiB$/],
	])('%j', (flags, sentence) => {
		const failure = failureOf(flags);
		expect(failure).toMatchObject({ message: expect.stringMatching(sentence), hint: expect.any(String) });
		expect(String(failure) + JSON.stringify(failure)).not.toContain(canary);
	});

	test('a named pipe is refused, not waited for, and so is a file that everyone can write', () => {
		const pipe = path.join(folder, 'pipe');
		execFileSync('mkfifo', [pipe]);
		expect(failureOf({ 'prometheus-token-file': pipe }).message).toMatch(/is not a regular file$/);
		const open = fileWith('open', canary);
		chmodSync(open, 0o666);
		expect(failureOf({ 'prometheus-token-file': open }).message).toMatch(/can be written by everyone$/);
	});

	test('a tenant is visible ASCII', () => {
		expect(failureOf({ 'prometheus-tenant': 'a\nb' }).message).toMatch(/^--prometheus-tenant must be/);
	});
});

test('the command line names the files and shows nothing that is in them', async () => {
	const token = fileWith('token', canary);
	const { status, stdout } = await runCli(['config', '--json', '--prometheus-token-file', token]);
	expect(status).toBe(0);
	expect(JSON.parse(stdout).settings['prometheus-token-file'].value).toBe(token);
	expect(stdout).not.toContain(canary);
	const wrong = await runCli(['top', '--once', '--prometheus-token-file', path.join(folder, 'none')]);
	expect(wrong.status).toBe(2);
	expect(wrong.stderr).toMatch(/does not exist/);
}, 60_000);
