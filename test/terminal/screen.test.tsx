import { Box, Text } from 'ink';
import { afterEach, describe, expect, it } from 'vitest';
import { Canvas } from '../../components/Canvas.tsx';
import { fakeTerminal } from '../support/terminal.ts';
import { createSource, entered, mount, Root, rowsOf, unmountAll } from './mounted.tsx';

afterEach(unmountAll);

describe('screen', () => {
	it('shows what Ink laid out with the canvas in its room, in one write', async () => {
		const terminal = fakeTerminal(40, 6);
		const { screen } = mount(
			terminal,
			<Root>
				<Text bold>title</Text>
				<Canvas flexGrow={1} draw={(width, height) => [`${width}x${height}`, '\u001b[31mred\u001b[39m']} />
			</Root>,
		);
		await terminal.settled();
		expect(terminal.text()).toBe('title\n40x5\nred\n\n\n');
		expect(screen.text()).toBe(terminal.text());
		expect(terminal.style(0, 0).bold).toBe(true);
		expect(terminal.style(2, 0).fore).toBe(1);
		expect(terminal.style(2, 3).fore).toBe(undefined);
		expect(terminal.modes()).toMatchObject({ alternate: true, cursor: false });
		expect(terminal.writes).toBe(2);
	});

	it('draws a change of the source without Ink, in one small write, and nothing when nothing changed', async () => {
		const terminal = fakeTerminal(80, 10);
		const source = createSource();
		let count = 0;
		let draws = 0;
		const { rerender } = mount(
			terminal,
			<Root>
				<Canvas
					flexGrow={1}
					source={source}
					draw={() => {
						draws++;
						return ['steady', `count ${count}`];
					}}
				/>
				<Canvas height={1} source={source} draw={() => [`also ${count}`]} />
			</Root>,
		);
		await terminal.settled();
		terminal.reset();
		count = 7;
		draws = 0;
		source.notify();
		source.notify();
		await terminal.settled();
		expect(terminal.line(1)).toBe('count 7');
		expect(terminal.line(9)).toBe('also 7');
		expect(draws).toBe(1);
		expect(terminal.writes).toBe(1);
		expect(terminal.bytes).toBeLessThan(40);
		terminal.reset();
		source.notify();
		await terminal.settled();
		expect(terminal.writes).toBe(0);
		rerender(<Root />);
		expect(source.listeners.size).toBe(0);
		await terminal.until(text => text.trim() === '');
	});

	it('keeps what Ink draws above a canvas, and one canvas that throws from the others', async () => {
		const terminal = fakeTerminal(30, 4);
		mount(
			terminal,
			<Root>
				<Box height={2}>
					<Canvas position="absolute" width={30} height={2} draw={rowsOf('.')} />
					<Text>{'  label'}</Text>
				</Box>
				<Canvas
					flexGrow={1}
					draw={() => {
						throw new Error('no \u001b[31mdata');
					}}
				/>
			</Root>,
		);
		await terminal.settled();
		expect(terminal.text()).toBe(`..label${'.'.repeat(23)}\n${'.'.repeat(30)}\ncannot be drawn: no ␛data\n`);
	});

	it('draws the skeleton at once, and then only what Ink has different', async () => {
		const terminal = fakeTerminal(40, 3);
		const screen = entered(terminal);
		screen.skeleton(['\u001b[1mname\u001b[22m at 40x3', 'loading']);
		await terminal.until('loading');
		terminal.reset();
		const tree = (
			<Root>
				<Text>
					<Text bold>name</Text> at 40x3
				</Text>
				<Text>ready</Text>
			</Root>
		);
		mount(terminal, tree, undefined, screen);
		await terminal.until('ready');
		expect(terminal.written).not.toContain('name');
		expect(terminal.bytes).toBeLessThan(40);
	});

	it('draws all of it again after someone else has drawn', async () => {
		const terminal = fakeTerminal(20, 3);
		const { screen } = mount(
			terminal,
			<Root>
				<Canvas flexGrow={1} draw={rowsOf('x')} />
			</Root>,
		);
		await terminal.settled();
		terminal.tty.write('\u001b[2;3H!!!', () => {});
		screen.invalidate();
		await terminal.settled();
		expect(terminal.text()).toBe(Array.from({ length: 3 }, () => 'x'.repeat(20)).join('\n'));
	});

	it('gives the terminal back, and draws nothing until it is entered again', async () => {
		const terminal = fakeTerminal(20, 3);
		const source = createSource();
		let count = 1;
		const { screen } = mount(
			terminal,
			<Root>
				<Canvas flexGrow={1} source={source} draw={() => [`count ${count}`]} />
			</Root>,
		);
		await terminal.settled();
		screen.leave();
		count = 2;
		source.notify();
		terminal.reset();
		await terminal.settled();
		expect(terminal.writes).toBe(0);
		expect(terminal.text().trim()).toBe('');
		expect(terminal.modes()).toEqual({ alternate: false, cursor: true, paste: false });
		screen.enter();
		await terminal.until('count 2');
		expect(terminal.modes()).toMatchObject({ alternate: true, cursor: false });
	});

	it('drops colours where they are not wanted, and keeps bold and inverse', async () => {
		const terminal = fakeTerminal(20, 2);
		mount(
			terminal,
			<Root>
				<Text inverse color="red" backgroundColor="blue">
					ink
				</Text>
				<Canvas height={1} draw={() => ['\u001b[1;31;44mcanvas']} />
			</Root>,
			{ env: {}, hasColour: false },
		);
		await terminal.settled();
		expect(terminal.style(0, 0)).toMatchObject({ inverse: true, fore: undefined, back: undefined });
		expect(terminal.style(1, 0)).toMatchObject({ bold: true, fore: undefined, back: undefined });
	});
});
