import { Text } from 'ink';
import { afterEach, describe, expect, it } from 'vitest';
import { Canvas } from '../../components/Canvas.tsx';
import { fakeTerminal } from '../support/terminal.ts';
import { createSource, mount, Root, rowsOf, unmountAll } from './mounted.tsx';

afterEach(unmountAll);

describe('size', () => {
	it('follows the terminal, with the last of many changes drawn exactly', async () => {
		const terminal = fakeTerminal(60, 12);
		mount(
			terminal,
			<Root>
				<Text>head</Text>
				<Canvas
					flexGrow={1}
					draw={(width, height) => rowsOf('x')(width, height).with(0, `${width}x${height}`.padEnd(width, '-'))}
				/>
			</Root>,
		);
		await terminal.settled();
		terminal.reset();
		for (let columns = 61; columns <= 100; columns++) terminal.resize(columns, 12 + (columns % 3));
		terminal.resize(33, 7);
		await terminal.until('33x6');
		expect(terminal.text()).toBe(
			['head', `33x6${'-'.repeat(29)}`, ...Array.from({ length: 5 }, () => 'x'.repeat(33))].join('\n'),
		);
		expect(terminal.writes).toBeLessThan(5);
	});
});

describe('a storm of sizes', () => {
	it('is not drawn size by size', async () => {
		const terminal = fakeTerminal(60, 12);
		let draws = 0;
		mount(
			terminal,
			<Root>
				<Canvas
					flexGrow={1}
					draw={width => {
						draws++;
						return [`width ${width}`];
					}}
				/>
			</Root>,
		);
		await terminal.settled();
		draws = 0;
		const from = performance.now();
		for (let step = 1; step <= 200; step++) {
			terminal.resize(40 + (step % 90), 8 + (step % 7));
			await terminal.settled();
		}
		terminal.resize(77, 9);
		await terminal.until('width 77');
		expect(draws).toBeLessThanOrEqual((performance.now() - from) / 33 + 2);
		expect(draws).toBeLessThan(150);
	});

	it('does no harm where the terminal does not know its size', async () => {
		const terminal = fakeTerminal(80, 24);
		const tty = { ...terminal.tty, columns: 0, rows: 0 };
		mount({ ...terminal, tty }, <Root />);
		await terminal.settled();
		terminal.reset();
		await terminal.settled();
		expect(terminal.writes).toBe(0);
	});
});

describe('a slow terminal', () => {
	it('gets no more than one picture at a time, and the newest when it goes on', async () => {
		const terminal = fakeTerminal(40, 5);
		const source = createSource();
		let count = 0;
		mount(
			terminal,
			<Root>
				<Canvas flexGrow={1} source={source} draw={() => [`count ${count}`]} />
			</Root>,
		);
		await terminal.settled();
		terminal.stall(true);
		terminal.reset();
		for (count = 1; count <= 50; count++) {
			source.notify();
			await terminal.settled();
		}
		expect(terminal.writes).toBe(1);
		terminal.stall(false);
		await terminal.until('count 51');
		expect(terminal.writes).toBe(2);
	});
});
