import { afterEach, expect, test } from 'vitest';
import { AixclError } from '../../src/errors.ts';
import { literal } from '../../src/text/clean.ts';
import { type LogView, noLog } from '../../src/ui/logs/held-line.ts';
import { initialLogState } from '../../src/ui/logs/log-state.ts';
import { heldLines } from '../support/held-lines.ts';
import { madeModel } from '../support/made-model.ts';
import { type Mounted, mount } from '../support/mounted.tsx';

let mounted: Mounted | undefined;

afterEach(() => {
	mounted?.unmount();
	mounted = undefined;
});

const texts = [
	...Array.from({ length: 60 }, (_, index) => `line ${index + 1}`),
	'{"time":"2026-11-23T14:02:29Z","level":"error","msg":"no model","path":"/api/chat","status":500}',
	'\u001b[32mINFO\u001b[0m ready',
];

const view = (change: Partial<LogView> = {}): LogView => ({
	...noLog,
	feed: 1,
	id: '0001'.repeat(16),
	name: literal('ollama'),
	status: 'following',
	isWhole: true,
	lines: heldLines(texts),
	...change,
});

const open = async (logs: LogView = view(), [columns, rows]: readonly [number, number] = [120, 40], log = {}) => {
	const state = { focus: 'logs', full: 'logs', log: { ...initialLogState, ...log } } as const;
	mounted = await mount(madeModel({ columns, rows }, { logs, state }));
	return mounted;
};

const shown = ({ terminal }: Mounted) => terminal.text().split('\n');
const cursor = (screen: Mounted) => shown(screen).find(line => line.startsWith('│ ›'));

test.each([
	[80, 24],
	[120, 40],
	[200, 60],
] as const)('the full screen at %ix%i', async (columns, rows) => {
	const screen = await open(view(), [columns, rows], { stamps: 'utc' });
	expect(screen.terminal.text()).toMatchSnapshot();
	for (const line of shown(screen).slice(1, -1)) expect([...line].length, line).toBe(columns);
});

test('moving leaves the end and comes back to it', async () => {
	const screen = await open();
	expect(shown(screen)[1]).toContain('Logs ollama · following');
	await screen.type('kk');
	expect(cursor(screen)).toContain('line 60');
	expect(screen.store.get().state.log.follows).toBe(false);
	await screen.type('g');
	expect(cursor(screen)).toContain('line 1 ');
	expect(shown(screen)[1]).toContain('26 lines back');
	await screen.type('G');
	expect(shown(screen)[1]).toContain('following');
	await screen.type('f');
	expect(shown(screen)[1]).toContain('not following');
});

test('Enter opens a line of JSON and folds it again', async () => {
	const screen = await open();
	await screen.type('k\r');
	expect(screen.terminal.text()).toContain('  "msg": "no model",');
	await screen.type('\r');
	expect(screen.terminal.text()).toContain('ERROR no model path=/api/chat status=500');
	await screen.type('k\r');
	expect(screen.terminal.text()).toContain('Only a line of JSON can be opened.');
});

test('a search counts, goes to older and newer ones, and Esc ends it before it leaves', async () => {
	const screen = await open();
	await screen.type('/');
	await screen.type('line 5\r');
	expect(cursor(screen)).toContain('line 59');
	expect(shown(screen)[1]).toContain('/line 5 1 of 15');
	await screen.type('nn');
	expect(shown(screen)[1]).toContain('3 of 15');
	await screen.type('N');
	expect(cursor(screen)).toContain('line 58');
	await screen.type('\u001b');
	await screen.terminal.until(text => !text.includes('/line 5'));
	expect(screen.store.get().state.full).toBe('logs');
	await screen.type('\u001b');
	await screen.terminal.until(text => text.includes('Containers'));
});

test('a search that finds nothing is told, and keys are keys again', async () => {
	const screen = await open();
	await screen.type('/');
	await screen.type('nowhere\r');
	expect(screen.terminal.text()).toContain('No older line matches.');
	await screen.type('n');
	expect(shown(screen)[1]).toContain('/nowhere 0');
	expect(screen.store.get().state.prompt).toBeUndefined();
});

test('a search in a log whose lines are still to come waits for them, and Esc ends it', async () => {
	const screen = await open(view({ lines: [], status: 'opening', isWhole: false }));
	await screen.type('/');
	await screen.type('line 5\r');
	expect(screen.store.get().state).toMatchObject({ prompt: undefined, log: { hunt: { direction: 'older' } } });
	expect(shown(screen)[1]).toContain('searching');
	await screen.type('\u001b');
	await screen.terminal.until(text => !text.includes('searching'));
	expect(screen.store.get().state.log).toMatchObject({ hunt: undefined, search: 'line 5' });
});

test('what is no expression is told while it is typed', async () => {
	const screen = await open();
	await screen.type('/');
	await screen.type('/(/\r');
	expect(screen.terminal.text()).toContain('no regular expression');
	expect(screen.store.get().state.prompt).toBeDefined();
});

const slow = '/(\\w+\\s?)+:$/';

test('an expression that takes too long does not hold up the keys, and is told', async () => {
	const screen = await open(view({ lines: heldLines(['ready:', `${'a'.repeat(60)}!`]) }));
	await screen.type('/');
	await screen.type(slow);
	expect(shown(screen)[1]).toContain(`${slow} takes too long`);
	await screen.type('\r');
	expect(screen.terminal.text()).toContain('This pattern takes too long on these lines: write it simpler.');
	await screen.type('\u001b');
	await screen.terminal.until(text => !text.includes('takes too long'));
	await screen.type('&');
	await screen.type(`!${slow}`);
	expect(shown(screen)[1]).toContain(`&!${slow} takes too long`);
	expect(screen.terminal.text()).toContain('This pattern takes too long on these lines: write it simpler.');
	await screen.type('\u001b');
	await screen.terminal.until(text => text.includes('ready:'));
});

test('a filter shows its lines while it is typed, and how to clear one that nothing matches', async () => {
	const screen = await open();
	await screen.type('&');
	await screen.type('line 4');
	expect(shown(screen).filter(line => /^│ .{3}line \d+/.test(line)).length).toBe(15);
	await screen.type(' nothing\r');
	expect(screen.terminal.text()).toContain('No line matches &line 4 nothing. & and an empty line shows all again.');
});

test('levels, wrapping and timestamps change what is shown', async () => {
	const long = view({ lines: heldLines([`WARN ${'word '.repeat(40)}`, 'INFO short']) });
	const screen = await open(long, [80, 24]);
	expect(screen.terminal.text()).toMatch(/WARN (word )+.*…/);
	await screen.type('w');
	expect(screen.terminal.text()).not.toContain('…');
	await screen.type('v');
	expect(shown(screen)[1]).toContain('warnings and errors');
	expect(screen.terminal.text()).not.toContain('INFO short');
	await screen.type('t');
	expect(screen.terminal.text()).toContain('1s WARN');
	await screen.type('tt');
	expect(screen.terminal.text()).toContain('11-23 14:02:30.000Z WARN');
});

test('y copies the line, or those that were marked with Space; Ctrl-S saves what is shown', async () => {
	const screen = await open(view({ lines: heldLines(['one', 'two', 'three']) }));
	await screen.type('y');
	await screen.type('g  y');
	expect(screen.effects).toEqual(['copy three', 'copy one\ntwo']);
	await screen.type('\u0013');
	expect(screen.effects.at(-1)).toMatch(/^save ollama-20261123-140231: one\ntwo\nthree\n$/);
});

test('standard error is marked without a colour', async () => {
	const screen = await open(view({ lines: heldLines(['to stderr'], 'stderr') }));
	expect(screen.terminal.text()).toContain('›e to stderr');
});

test('in the overview digits and f keep their meaning', async () => {
	mounted = await mount(madeModel({ columns: 120, rows: 40 }, { logs: view(), state: { focus: 'logs' } }));
	await mounted.type('1');
	expect(mounted.store.get().state.focus).toBe('cpu');
	await mounted.type('6f');
	expect(mounted.store.get().state.full).toBe('logs');
});

test.each([
	[{ lines: [] }, {}, 'ollama has written nothing yet.'],
	[{ lines: [], status: 'created' }, {}, 'ollama has not run yet.'],
	[{ lines: [], status: 'stopped' }, {}, 'ollama ended without a line.'],
	[{ lines: [] }, { level: 'error' }, 'No line is an error. v shows all again.'],
	[{ lines: [] }, { minutes: 5 }, 'No line was written in the last 5 min. 0 shows all again.'],
	[
		{
			lines: [],
			status: 'failed',
			error: new AixclError('The log driver keeps nothing', { code: 'engine', hint: 'Use json-file.' }),
		},
		{},
		'The log driver keeps nothing',
	],
] as const)('why there is nothing to be seen: %j %j', async (change, log, sentence) => {
	const screen = await open(view(change as Partial<LogView>), [120, 40], log);
	expect(screen.terminal.text()).toContain(sentence);
});

test('several containers are told apart by name, and what was let go of is counted', async () => {
	const lines = [...heldLines(['from ollama']), ...heldLines(['from postgres'], 'stdout', 'postgres')].map(
		(line, seq) => ({ ...line, seq }),
	);
	const names = [literal('ollama'), literal('postgres')];
	const screen = await open(view({ name: undefined, names, lines, dropped: 1234 }));
	expect(shown(screen)[1]).toContain('Logs 2 containers · following · 1,234 older lines let go');
	expect(screen.terminal.text()).toContain('ollama   from ollama');
	expect(screen.terminal.text()).toContain('postgres from postgres');
});
