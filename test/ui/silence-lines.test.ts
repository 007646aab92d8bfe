import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { ActiveAlert } from '../../src/metrics/alert-rule.ts';
import type { Silence } from '../../src/metrics/silence.ts';
import { fail, pending, succeed } from '../../src/store/remote.ts';
import { clean } from '../../src/text/clean.ts';
import { silenceCommand, silenceFacts, silencesOf } from '../../src/ui/panels/silence-lines.ts';

const now = Date.UTC(2026, 10, 23, 14, 2, 31);
const url = clean('http://127.0.0.1:9093');

const alertOf = (labels: Record<string, string>, state: ActiveAlert['state'] = 'firing'): ActiveAlert => ({
	name: clean('Hot'),
	state,
	severity: undefined,
	labels: Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, clean(value)])),
	annotations: {},
	activeAt: undefined,
	value: 1,
	query: clean('up == 0'),
	holdFor: undefined,
});

const silence = (parts: Partial<Silence> = {}): Silence => ({
	id: clean('d7b8ce31-39fc-4662-8685-1fd1f24ccada'),
	createdBy: clean('ops'),
	comment: clean('moving house'),
	endsAt: now + 3_600_000,
	matchers: [clean('alertname="Hot"')],
	...parts,
});

const silencing = (...silences: readonly Silence[]) =>
	succeed({ url, sent: new Map([['Hot', [{ labels: alertOf({ zone: 'a' }).labels, silences }]]]) }, 0);

test('each silence of an alert is told, with what there is to know of it', () => {
	const bare = silence({ createdBy: undefined, comment: undefined, endsAt: undefined, matchers: [] });
	const tomorrow = silence({ id: clean('b'), endsAt: now + 86_400_000 });
	expect(silenceFacts(alertOf({ zone: 'a' }), silencing(silence(), bare, tomorrow), now)).toEqual([
		['silenced', 'by ops until 15:02 (another 1h 0m): moving house {alertname="Hot"}'],
		['silenced', 'by nobody who gave a name'],
		['silenced', 'by ops until 2026-11-24 14:02 (another 1d 0h): moving house {alertname="Hot"}'],
		[
			'to end the silence',
			`amtool silence expire --alertmanager.url=${url} d7b8ce31-39fc-4662-8685-1fd1f24ccada d7b8ce31-39fc-4662-8685-1fd1f24ccada b`,
		],
	]);
});

test('an alert that is pending is told to nobody, and so not silenced', () => {
	const pendingAlert = alertOf({ zone: 'a' }, 'pending');
	expect(silencesOf(pendingAlert, silencing(silence()))).toEqual([]);
	expect(silenceFacts(pendingAlert, silencing(silence()), now).map(([title]) => title)).toEqual(['to silence it']);
});

test('what is not known is not said', () => {
	const alert = alertOf({ zone: 'a' });
	for (const unknown of [pending, fail(pending, new Error('gone'), 0, 0)]) {
		expect(silencesOf(alert, unknown)).toEqual([]);
		expect(silenceFacts(alert, unknown, now)).toEqual([]);
	}
});

test('an alert that Alertmanager has not got is told apart from one that is merely not silenced', () => {
	expect(silenceFacts(alertOf({ zone: 'a' }), silencing(), now).map(([title]) => title)).toEqual(['to silence it']);
	expect(silenceFacts(alertOf({ zone: 'b' }), silencing(), now)).toEqual([
		['not sent', `The Alertmanager at ${url} has not got this alert, and tells nobody of it.`],
		['to silence it', `amtool silence add --alertmanager.url=${url} --duration=2h --comment=WHY alertname=Hot zone=b`],
	]);
});

test('the command reaches amtool as it is meant, whatever the labels hold', () => {
	const labels = {
		plain: 'gpu-box:9100',
		path: '/var/lib',
		words: 'a b',
		quote: `it's "x" \\`,
		shell: '$(touch /tmp/x) `id` ; rm *',
		list: 'a,b',
		wide: '日本',
		empty: '',
	};
	const command = silenceCommand(alertOf(labels), `http://h/a'b?$c`);
	const printed = execFileSync('sh', ['-c', `amtool() { printf '%s\\n' "$@"; }; ${command}`], { encoding: 'utf8' });
	const [add, what, address, duration, comment, ...matchers] = printed.trimEnd().split('\n');
	expect([add, what, address, duration, comment]).toEqual([
		'silence',
		'add',
		`--alertmanager.url=http://h/a'b?$c`,
		'--duration=2h',
		'--comment=WHY',
	]);
	expect(matchers).toEqual([
		'alertname=Hot',
		'plain=gpu-box:9100',
		'path=/var/lib',
		'words="a b"',
		`quote=${JSON.stringify(labels.quote)}`,
		`shell=${JSON.stringify(labels.shell)}`,
		'list="a,b"',
		'wide="日本"',
		'empty=""',
	]);
});
