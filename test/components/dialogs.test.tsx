import { Box } from 'ink';
import { render } from 'ink-testing-library';
import type { ReactNode } from 'react';
import { afterEach, expect, test } from 'vitest';
import { Confirm } from '../../components/Confirm.tsx';
import { Help } from '../../components/Help.tsx';
import { Menu } from '../../components/Menu.tsx';
import { Message } from '../../components/Message.tsx';
import { PanelView } from '../../components/PanelView.tsx';
import { TooSmall } from '../../components/TooSmall.tsx';
import { succeed } from '../../src/store/remote.ts';
import { createStore } from '../../src/store/store.ts';
import { clean, literal } from '../../src/text/clean.ts';
import { consequencesOf } from '../../src/ui/containers/consequences.ts';
import { asciiGlyphs, unicodeGlyphs } from '../../src/ui/glyphs.ts';
import { type Change, change, type Model } from '../../src/ui/model.ts';
import { unpaint } from '../../src/ui/paint.ts';
import type { Question } from '../../src/ui/state.ts';
import { madeContainer, madeContainers, madeModel } from '../support/made-model.ts';

const size = { columns: 80, rows: 24 };
let leave = () => {};

afterEach(() => leave());

const frameOf = (node: ReactNode): string => {
	// A dialog lies above a screen, and takes no room of its own.
	const { lastFrame, unmount } = render(
		<Box width={100} height={40}>
			{node}
		</Box>,
	);
	leave = unmount;
	return unpaint(lastFrame() ?? '');
};

const question = (more: Partial<Question> = {}): Question => ({
	action: 'stop',
	targets: [{ id: madeContainers[2]!.id, name: literal('postgres') }],
	lines: ['It is asked to end, and killed if it has not.', 'open-webui depends on it.'],
	typed: undefined,
	button: 'cancel',
	armedAt: 0,
	...more,
});

test('a question names the action, the container and what follows', () => {
	const frame = frameOf(<Confirm question={question()} size={size} isAscii={false} />);
	expect(frame).toContain('Stop postgres?');
	expect(frame).toContain(`container ${madeContainers[2]!.id.slice(0, 12)}`);
	expect(frame.replace(/[│\s]+/g, ' ')).toContain('asked to end, and killed');
	expect(frame).toContain('open-webui depends on it.');
	expect(frame).toContain('Cancel (n)');
	expect(frame).toContain('Stop (y)');
});

test('in ASCII a dialog has a border of ASCII', () => {
	expect(frameOf(<Confirm question={question()} size={size} isAscii />)).toMatch(/^[\u0020-\u007e\n]*$/);
});

test('help without what read-only forbids', () => {
	const all = frameOf(
		<Help
			size={{ columns: 120, rows: 40 }}
			isReadOnly={false}
			glyphs={unicodeGlyphs}
			scopes={['containers']}
			scroll={0}
		/>,
	);
	const some = frameOf(
		<Help size={{ columns: 120, rows: 40 }} isReadOnly glyphs={asciiGlyphs} scopes={['containers']} scroll={0} />,
	);
	expect(all).toContain('start/stop');
	expect(some).not.toContain('start/stop');
	expect(some).toMatch(/^[\u0020-\u007e\n]*$/);
});

test('the help begins with the keys of where one is, and tells how much of it is in sight', () => {
	const props = {
		size,
		isReadOnly: false,
		glyphs: unicodeGlyphs,
		scopes: ['detail', 'containers', 'everywhere'],
	} as const;
	const top = frameOf(<Help {...props} scroll={0} />);
	expect(top).toMatch(/Keys 1-18 of \d+ lines/);
	expect(top.indexOf('Details of a container')).toBeLessThan(top.indexOf('Containers and their logs'));
	leave();
	const further = frameOf(<Help {...props} scroll={1000} />);
	expect(further).not.toMatch(/Keys 1-/);
});

test('a message shows its address whole, however narrow it is', () => {
	const url = 'http://127.0.0.1:3000/d/postgresql-performance?from=now-1h&to=now';
	const frame = frameOf(
		<Message title="Grafana" url={url} lines={['one', '', 'two']} size={{ columns: 44, rows: 20 }} isAscii={false} />,
	);
	expect(frame.replace(/[│\s]+/g, '')).toContain(url);
	expect(frame).toContain('two');
});

test('a message that is too long for the screen says how much of it is left', () => {
	const lines = Array.from({ length: 60 }, (_, index) => `service-${index + 1}: it was removed`);
	const frame = frameOf(<Message title="60 containers not stopped" lines={lines} size={size} isAscii={false} />);
	expect(frame).toContain('service-19: it was removed');
	expect(frame).toContain('… and 41 more lines');
	expect(frame).toMatch(/╰─+╯/);
});

test('where a name has to be typed, what was typed is seen, and Enter waits for all of it', () => {
	const half = frameOf(
		<Confirm question={question({ action: 'remove', typed: 'postg' })} size={size} isAscii={false} />,
	);
	expect(half).toContain('Type postgres to go on: postg');
	expect(half).toContain('Remove (Enter)');
});

test('several containers are named each', () => {
	const targets = madeContainers.slice(0, 3).map(({ id, name }) => ({ id, name }));
	const frame = frameOf(<Confirm question={question({ targets })} size={size} isAscii={false} />);
	expect(frame).toContain('Stop 3 containers?');
	for (const { name } of targets) expect(frame).toContain(name);
});

const many = Array.from({ length: 60 }, (_, index) => madeContainer(index + 1, `service-number-${index + 1}`));

/** The dialog about 60 containers on a terminal of this size, and how many names it has. */
const aboutMany = (columns: number, rows: number, more: Partial<Question> = {}) => {
	const needing = {
		...madeContainer(99, 'needing'),
		dependsOn: [{ service: many[0]!.service!, condition: literal('') }],
	};
	const model = madeModel({ columns, rows }, { containers: succeed([...many, needing], 0) });
	const about = question({
		targets: many.map(({ id, name }) => ({ id, name })),
		lines: consequencesOf(model, { action: 'stop' }, many),
		...more,
	});
	const frame = frameOf(<Confirm question={about} size={{ columns, rows }} isAscii={false} />);
	const text = frame.replace(/[│\s]+/g, ' ');
	return { frame, text, named: text.match(/service-number-\d+ \(/g)?.length ?? 0 };
};

test('of very many containers as many are named as fit, and the rest is counted', () => {
	const { frame, text, named } = aboutMany(80, 24);
	expect(named).toBeGreaterThan(10);
	expect(text).toContain(`… and ${60 - named} more`);
	expect(frame).toContain('needing depends on service-number-1.');
	expect(frame).toContain('10 s as a rule.');
	expect(frame).toContain('Stop (y)');
	expect(frame.split('\n').filter(line => line.includes('│')).length).toBeLessThanOrEqual(22);
});

test('on the smallest terminal it is still told which, what depends on them, and that there is more', () => {
	const { frame, text, named } = aboutMany(40, 10);
	expect(named).toBe(1);
	expect(frame).toContain('Stop 60 containers?');
	expect(text).toContain('… and 59 more');
	expect(text).toContain('needing depends on service-number-1.');
	expect(frame).toContain('… and 1 more');
	expect(frame).toContain('Stop (y)');
});

test('a name that is too long for the title leaves the buttons where they are', () => {
	const targets = [{ id: madeContainers[2]!.id, name: clean('n'.repeat(90)) }];
	const frame = frameOf(
		<Confirm
			question={question({ action: 'remove', typed: 'n'.repeat(80), targets })}
			size={{ columns: 60, rows: 16 }}
			isAscii={false}
		/>,
	);
	expect(frame).toContain('Remove (Enter)');
});

test('of a long list the part around the pointer is shown, with the keys that pick at once', () => {
	const items = Array.from({ length: 50 }, (_, index) => ({
		label: `item-${index}`,
		...(index === 30 ? { key: 'x', isOn: true } : {}),
		pick() {},
	}));
	const frame = frameOf(<Menu title="Which?" items={items} index={30} size={size} isAscii={false} />);
	expect(frame).toMatch(/\[x\] item-30 +x/);
	expect(frame).not.toContain('item-1 ');
});

test('too small a terminal says so', () => {
	expect(frameOf(<TooSmall size={{ columns: 60, rows: 3 }} />).trim()).toBe('q quits: aixcl needs 40x10.');
});

test('without a screen of cells a panel is text, and hears of changes', async () => {
	const store = createStore<Model, Change>(madeModel({ columns: 100, rows: 40 }), change);
	const { lastFrame, unmount } = render(<PanelView store={store} panel="cpu" width={60} height={8} />);
	leave = unmount;
	expect(unpaint(lastFrame() ?? '')).toContain('CPU 37.0% of 16 cores');
	store.dispatch({ state: { focus: 'cpu' }, snapshot: { status: 'pending' } });
	await expect.poll(() => unpaint(lastFrame() ?? '')).toContain('CPU –');
});
