import { Text } from 'ink';
import { afterEach, describe, expect, it } from 'vitest';
import { Canvas } from '../../components/Canvas.tsx';
import { Overlay } from '../../components/Overlay.tsx';
import { fakeTerminal } from '../support/terminal.ts';
import { createSource, mount, Root, rowsOf, unmountAll } from './mounted.tsx';

afterEach(unmountAll);

describe('overlay', () => {
	it('lies over canvases, with a canvas in it on top, and goes away without a trace', async () => {
		const terminal = fakeTerminal(30, 8);
		const source = createSource();
		let tick = 0;
		const below = (width: number, height: number) => rowsOf(String(tick % 10))(width, height);
		const tree = (isOpen: boolean) => (
			<Root>
				<Canvas flexGrow={1} source={source} draw={below} />
				{isOpen && (
					<Overlay width={12} height={4} top={2} left={5} borderStyle="single">
						<Canvas width={4} height={1} source={source} draw={() => [`in ${tick}`]} />
						<Text>ink</Text>
					</Overlay>
				)}
			</Root>
		);
		const { rerender } = mount(terminal, tree(false));
		await terminal.settled();
		rerender(tree(true));
		await terminal.until('ink');
		expect(terminal.line(3)).toBe(`00000│in 0ink   │${'0'.repeat(13)}`);
		tick = 1;
		source.notify();
		await terminal.settled();
		expect(terminal.text().split('\n')).toEqual([
			'1'.repeat(30),
			'1'.repeat(30),
			`11111┌──────────┐${'1'.repeat(13)}`,
			`11111│in 1ink   │${'1'.repeat(13)}`,
			`11111│          │${'1'.repeat(13)}`,
			`11111└──────────┘${'1'.repeat(13)}`,
			'1'.repeat(30),
			'1'.repeat(30),
		]);
		terminal.reset();
		rerender(tree(false));
		await terminal.until(text => !text.includes('ink'));
		expect(terminal.text()).toBe(Array.from({ length: 8 }, () => '1'.repeat(30)).join('\n'));
		expect(terminal.writes).toBe(1);
	});

	it('lies over another overlay, and over the text of Ink', async () => {
		const terminal = fakeTerminal(20, 5);
		mount(
			terminal,
			<Root>
				<Text>{'text '.repeat(4)}</Text>
				<Canvas flexGrow={1} draw={rowsOf('.')} />
				<Overlay width={16} height={4} top={0} left={2}>
					<Canvas width={16} height={4} draw={rowsOf('o')} />
					<Overlay width={6} height={2} top={1} left={3} paddingX={1}>
						<Canvas width={4} height={1} draw={rowsOf('#')} />
					</Overlay>
				</Overlay>
			</Root>,
		);
		await terminal.settled();
		expect(terminal.text().split('\n')).toEqual([
			`te${'o'.repeat(16)}t`,
			`..ooo #### ${'o'.repeat(7)}..`,
			`..ooo      ${'o'.repeat(7)}..`,
			`..${'o'.repeat(16)}..`,
			'.'.repeat(20),
		]);
	});

	it('cuts wide characters at its edges to blanks', async () => {
		const terminal = fakeTerminal(12, 3);
		mount(
			terminal,
			<Root>
				<Canvas flexGrow={1} draw={(_width, height) => Array.from({ length: height }, () => '日本語日本語')} />
				<Overlay width={4} height={1} top={1} left={3}>
					<Text>abcd</Text>
				</Overlay>
			</Root>,
		);
		await terminal.settled();
		expect(terminal.text()).toBe('日本語日本語\n日 abcd 本語\n日本語日本語');
	});
});
