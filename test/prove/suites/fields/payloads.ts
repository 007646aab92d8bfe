import { odd, whole } from '../hostile-text.ts';

/** What is put into a field, as the bytes between the quotes of a string in JSON. */
export type Payload = { readonly name: string; readonly bytes: Buffer };

const escaped = (text: string): Payload => {
	const json = JSON.stringify(text).slice(1, -1);
	return { name: json, bytes: Buffer.from(json) };
};

/** Bytes that no encoder of JSON would write. */
const raw = (name: string, ...bytes: readonly number[]): Payload => ({ name, bytes: Buffer.from(bytes) });

const long = 100_000;

/** One of each kind. */
export const payloads: readonly Payload[] = [
	...whole.map(escaped),
	...odd.map(escaped),
	...[
		'\u001b_Gf=100;AAAA\u001b\\',
		'\u001b^private\u001b\\',
		'\u001bXstart\u001b\\',
		'\u001b]1337;File=name=YQ==;inline=1:YQ==\u0007',
		'\u001b]777;notify;a;b\u0007',
		'\u001b]9;4;3\u0007',
		'\u009b6n',
		'\u009d0;owned\u009c',
		'\u0090+q544e\u009c',
		'\u009b2J\u009b1;1H',
		'\u001b[200~q\u001b[201~',
		'\u001b]8;;',
		'\u001b',
		'\u001b[',
		'\r\nsecond line',
		'line\nline\n',
		'e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301',
		'\ud83d',
		'\udc00\ud800',
		'__proto__',
		'constructor',
		'',
		'javascript:alert(1)',
		'-rf /',
		'$(reboot)',
		'"; drop',
		`a=${'\u202e'}b`,
	].map(escaped),
	{ name: 'a hundred thousand letters', bytes: Buffer.alloc(long, 'a') },
	{ name: 'an endless string', bytes: Buffer.from(`\\u001b]0;${'x'.repeat(long)}`) },
	raw('half a character', 0xe2, 0x82),
	raw('a character in too many bytes', 0xc0, 0x9b, 0x36, 0x6e),
	raw('a half of a pair', 0xed, 0xa0, 0x80),
	raw('a bare continuation', 0x9b, 0x36, 0x6e),
	raw('DEL', 0x7f),
];

/** All of them in one, beginning with another one each time; without what would leave no room for others. */
export const allAtOnce = (first: number): Payload => {
	const short = payloads.filter(({ bytes }) => bytes.length < 1000);
	const from = first % short.length;
	const bytes = [...short.slice(from), ...short.slice(0, from)].flatMap(each => [each.bytes, Buffer.from(' ')]);
	return { name: `all, ${short[from]!.name} first`, bytes: Buffer.concat(bytes) };
};
