import { describe, expect, test } from 'vitest';
import { foldJson, unfoldJson } from '../../src/text/json-line.ts';
import { isContinuation, levelOf } from '../../src/text/log-level.ts';
import { cleanLog } from '../../src/text/log-text.ts';
import { seededRandom } from '../support/seeded-random.ts';

const runs = (raw: string) => cleanLog(raw, 1000);

describe('the colours of a log line', () => {
	test('are kept beside its text', () => {
		expect(runs('\u001b[31mred\u001b[0m and \u001b[1;38;5;12mblue\u001b[m')).toEqual({
			text: 'red and blue',
			styles: [
				{ from: 0, codes: '31' },
				{ from: 3, codes: '' },
				{ from: 8, codes: '1;38;5;12' },
				{ from: 12, codes: '' },
			],
		});
		expect(runs('\u001b[38;2;1;2;3;48;5;7mx').styles).toEqual([{ from: 0, codes: '38;2;1;2;3;48;5;7' }]);
		expect(runs('\u001b[7;95;4;104mx\u001b[27;24;39my').styles.map(({ codes }) => codes)).toEqual([
			'4;7;95;104',
			'104',
		]);
	});

	test.each([
		['concealed', '\u001b[8mx', '␛x'],
		['blinking', '\u001b[31;5mx', '␛x'],
		['a colour cut off', '\u001b[38;2;1mx', '␛x'],
		['a colour out of range', '\u001b[38;5;999mx', '␛x'],
		['the cursor', '\u001b[2Jx\u001b[1;1H', '␛x␛'],
		['the clipboard', '\u001b]52;c;eA==\u0007x', '␛x'],
		['the title, with a colour in it', '\u001b]0;a\u001b[31mx', '␛x'],
		['an eight-bit introducer', '\u009b31mx', '␛x'],
	])('%s is not drawn, and shown', (_, raw, text) => {
		expect(runs(raw).text).toBe(text);
		expect(runs(raw).styles.every(({ codes }) => /^[\d;]*$/.test(codes))).toBe(true);
	});

	test('nothing else than codes of our own making comes of any bytes', () => {
		const random = seededRandom(31);
		const parts = [
			'\u001b[',
			'\u001b]',
			'\u009b',
			'0',
			'1',
			'38;5;',
			'48;2;',
			';',
			'm',
			'J',
			'\u0007',
			'a',
			'日',
			'\u0301',
			'\n',
		];
		for (let round = 0; round < 5000; round++) {
			const raw = Array.from({ length: random(14) }, () => parts[random(parts.length)]).join('');
			const { text, styles } = cleanLog(raw, 1000);
			expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
			for (const { codes, from } of styles) {
				expect(codes).toMatch(
					/^$|^(?:(?:[1347]|3[0-7]|4[0-7]|9[0-7]|10[0-7]|[34]8;5;\d{1,3}|[34]8;2;\d{1,3};\d{1,3};\d{1,3})(?:;|$))+$/,
				);
				expect(from).toBeLessThanOrEqual(text.length);
			}
		}
	});
});

describe('the level of a line', () => {
	test.each([
		["2026-11-23 14:02:31.123 UTC [123] LOG:  statement: select 'ERROR'", 'info'],
		['2026-11-23 14:02:31.123 UTC [1] ERROR:  relation "x" does not exist', 'error'],
		['2026-11-23 UTC [1] FATAL:  password authentication failed', 'error'],
		['2026-11-23 UTC [1] WARNING:  there is no transaction', 'warn'],
		['I1123 14:02:03.000000 1 main.go:1] listening', 'info'],
		['E1123 14:02:03.000000 1 main.go:1] failed', 'error'],
		['time=2026-11-23T14:02:31Z level=WARN source=sched.go msg="model is too large"', 'warn'],
		['ts=1 caller=x lvl=eror err="no"', 'error'],
		['{"level":"error","msg":"x"}', 'error'],
		['{"level":50,"time":1,"msg":"x"}', 'error'],
		['{"log.level":"warn","message":"x"}', 'warn'],
		['{"severity":"CRITICAL"}', 'error'],
		['2026/11/23 14:02:31 [error] 31#31: *1 open() failed', 'error'],
		['error: no such model', 'error'],
		['panic: runtime error: index out of range', 'error'],
		['Traceback (most recent call last):', 'error'],
		['ValueError: no', 'error'],
		['INFO:     127.0.0.1:1234 - "GET / HTTP/1.1" 200', 'info'],
		['an error occurred in a sentence', undefined],
		['[GIN] 2026/11/23 - 14:02:31 | 200 | 1ms |', undefined],
		['', undefined],
	])('%s', (text, level) => {
		expect(levelOf(text)).toBe(level);
	});

	test('goes on over lines that go on', () => {
		expect(isContinuation('    at main (server.js:12)')).toBe(true);
		expect(isContinuation('2026-11-23 UTC [1] STATEMENT:  select')).toBe(true);
		expect(isContinuation('hello')).toBe(false);
	});
});

describe('a line of JSON', () => {
	const line =
		'{"time":"t","level":"info","msg":"done","n":12345678901234567890,"o":{"a":[1,{}]},"s":"a b","z":"\\u001b[31m"}';

	test('is folded: level, message, then the rest, without its time; numbers keep their digits', () => {
		expect(foldJson(line)).toBe('INFO  done n=12345678901234567890 o={"a":[1,{}]} s="a b" z=␛');
		expect(foldJson('{"a":1}')).toBe('a=1');
	});

	test('is opened over lines', () => {
		expect(unfoldJson('{"a":1,"b":[],"c":{"d":"x, y"}}')).toEqual([
			'{',
			'  "a": 1,',
			'  "b": [],',
			'  "c": {',
			'    "d": "x, y"',
			'  }',
			'}',
		]);
		expect(JSON.parse(unfoldJson(line)!.join('\n'))).toEqual(JSON.parse(line));
	});

	test.each(['plain', '{"cut":"of', '[1]', '{}', '{"time":1}'])('%s is left as it is', text => {
		expect(foldJson(text)).toBeUndefined();
	});
});
