import { Text } from 'ink';
import { afterEach, describe, expect, it } from 'vitest';
import { keyName } from '../../src/ui/key-name.ts';
import { useKeys } from '../../src/ui/use-keys.ts';
import { fakeTerminal } from '../support/terminal.ts';
import { mount, Root, unmountAll } from './mounted.tsx';

afterEach(unmountAll);

describe('keyName', () => {
	it.each([
		['a', 'a'],
		['G', 'G'],
		['/', '/'],
		['é', 'é'],
		['日', '日'],
		[' ', 'space'],
		['\r', 'enter'],
		['\n', 'enter'],
		['\t', 'tab'],
		['\u001b[Z', 'shift+tab'],
		['\u001b', 'esc'],
		['\u007f', 'backspace'],
		['\u0003', 'ctrl+c'],
		['\u001a', 'ctrl+z'],
		['\f', 'ctrl+l'],
		['\u001b[A', 'up'],
		['\u001bOB', 'down'],
		['\u001b[5~', 'pgup'],
		['\u001b[6~', 'pgdn'],
		['\u001b[H', 'home'],
		['\u001b[4~', 'end'],
		['\u001bOP', 'f1'],
		['\u001b[11~', 'f1'],
		['\u001b[[A', 'f1'],
		['\u001b[15~', 'f5'],
		['\u001b[24~', 'f12'],
		['\u001b[3~', 'delete'],
		['\u001b[1;5C', 'ctrl+right'],
		['\u001b[1;2D', 'shift+left'],
		['\u001b[5;3~', 'alt+pgup'],
		['\u001bx', 'alt+x'],
	])('names %j %s', (sequence, name) => {
		expect(keyName(sequence)).toBe(name);
	});

	it.each([
		'',
		'ab',
		'\u001b[?62;c',
		'\u001b[12;40R',
		'\u001b]52;c;AA\u0007',
		'\u001b[I',
		'\u001b[<0;1;1M',
		'\u001b[99~',
		'\u0090',
	])('has no name for %j', sequence => {
		expect(keyName(sequence)).toBe(undefined);
	});
});

const Listener = ({ heard, pasted }: { readonly heard: string[]; readonly pasted: string[] }) => {
	useKeys(
		name => heard.push(name),
		text => pasted.push(text),
	);
	return (
		<Root>
			<Text>listening</Text>
		</Root>
	);
};

describe('useKeys', () => {
	it('hears each key of one read in order, and paste apart from keys', async () => {
		const terminal = fakeTerminal(40, 3);
		const heard: string[] = [];
		const pasted: string[] = [];
		mount(terminal, <Listener heard={heard} pasted={pasted} />);
		await terminal.until('listening');
		expect(terminal.isRaw).toBe(true);
		expect(terminal.modes().paste).toBe(true);
		terminal.type('jj\u001b[A/q\t\u0003G\u001b[6~');
		await terminal.until(() => heard.length === 9);
		expect(heard).toEqual(['j', 'j', 'up', '/', 'q', 'tab', 'ctrl+c', 'G', 'pgdn']);
		terminal.type('\u001b[200~y\ny\u001b[201~x');
		await terminal.until(() => heard.length === 10);
		expect(pasted).toEqual(['y\ny']);
		expect(heard.at(-1)).toBe('x');
		terminal.type('\u001b');
		await terminal.until(() => heard.length === 11);
		expect(heard.at(-1)).toBe('esc');
	});

	it('hears Esc and the key after it, also when a slow link brings them together', async () => {
		const terminal = fakeTerminal(40, 3);
		const heard: string[] = [];
		mount(terminal, <Listener heard={heard} pasted={[]} />);
		await terminal.until('listening');
		terminal.type('\u001bq');
		await terminal.until(() => heard.length === 2);
		terminal.type('\u001b\u007f');
		await terminal.until(() => heard.length === 3);
		expect(heard).toEqual(['esc', 'q', 'alt+backspace']);
	});

	it('hears nothing of what terminals send by themselves', async () => {
		const terminal = fakeTerminal(40, 3);
		const heard: string[] = [];
		mount(terminal, <Listener heard={heard} pasted={[]} />);
		await terminal.until('listening');
		terminal.type('\u001b[?62;22c\u001b[12;40R\u001b[I\u001b[O\u001b[<0;10;10M');
		terminal.type('z');
		await terminal.until(() => heard.includes('z'));
		expect(heard).toEqual(['z']);
	});
});
