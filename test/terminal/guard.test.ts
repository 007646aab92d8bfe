import { describe, expect, it } from 'vitest';
import { clipboardSequence } from '../../src/terminal/clipboard.ts';
import { guard, guardPrinted } from '../../src/terminal/guard.ts';

describe('guard', () => {
	it.each([
		'plain text – ünïcode 日本',
		'\u001b[1;31mred\u001b[m\u001b[12;40H\u001b[5C\u001b[3G\u001b[K\u001b[2J',
		'\u001b[?2026h\u001b[?1049h\u001b[?25l\u001b[?2004h',
		'\u001b]8;;http://127.0.0.1:3000/\u001b\\x\u001b]8;;\u001b\\',
	])('lets through what the program draws with: %j', text => {
		expect(guard(text)).toEqual({ text, dropped: 0 });
	});

	it.each([
		'\u001b]0;title\u0007',
		'\u001b]52;c;AAAA\u0007',
		'\u001b[6n',
		'\u001b[c',
		'\u001b[?1000h',
		'\u001bc',
		'\u001b[20t',
		'\u001bPq\u001b\\',
		'\u009b31m',
		'a\rb\nc\td\u0007',
		'\u001b]8;;file:///etc/passwd\u001b\\x',
	])('takes the teeth out of anything else, and counts it: %j', text => {
		const guarded = guard(text);
		expect(guarded.text).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
		expect(guarded.dropped).toBeGreaterThan(0);
	});
});

describe('guard of what is printed', () => {
	it.each(['a table\n\u001b[31mred\u001b[0m\n', 'a,b\r\n', '\r\u001b[Kwaiting', '\tcompletion – ünïcode\n'])(
		'lets through lines, styles and a line that is taken back: %j',
		text => expect(guardPrinted(text)).toBe(text),
	);

	it.each([
		['a\rb', 'ab'],
		['\u001b[2Ja', '[2Ja'],
		['\u001b]0;title\u0007', ']0;title'],
		['\u009b6n', '6n'],
		['a\u0008b\u007f', 'ab'],
		['\u001b\u0007[31mx', '[31mx'],
	])('takes the teeth out of anything else: %j', (text, left) => expect(guardPrinted(text)).toBe(left));
});

describe('clipboard', () => {
	it('carries the text as base64, so that nothing in it acts on the terminal', () => {
		const sequence = clipboardSequence('ssh -L 3000:127.0.0.1:3000 host\u001b[2J', {});
		const encoded = /^\u001b\]52;c;([A-Za-z0-9+/=]+)\u0007$/.exec(sequence ?? '')?.[1];
		expect(Buffer.from(encoded!, 'base64').toString()).toBe('ssh -L 3000:127.0.0.1:3000 host\u001b[2J');
	});

	it('goes through tmux and screen, and refuses what terminals refuse', () => {
		expect(clipboardSequence('x', { TMUX: '/tmp/tmux' })).toBe(
			'\u001b]52;c;eA==\u0007\u001bPtmux;\u001b\u001b]52;c;eA==\u0007\u001b\\',
		);
		expect(clipboardSequence('x', { STY: '1' })).toBe('\u001bP\u001b]52;c;eA==\u0007\u001b\\');
		expect(clipboardSequence('x'.repeat(80_000), {})).toBe(undefined);
	});
});
