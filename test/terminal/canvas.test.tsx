import { Box } from 'ink';
import { render } from 'ink-testing-library';
import { afterEach, describe, expect, it } from 'vitest';
import { Canvas } from '../../components/Canvas.tsx';
import { Overlay } from '../../components/Overlay.tsx';
import { createSource } from './mounted.tsx';

const opened: (() => void)[] = [];
afterEach(() => {
	for (const unmount of opened.splice(0)) unmount();
});

describe('a canvas without a screen', () => {
	it('renders lines of text of the size it was given, and follows its source', async () => {
		const source = createSource();
		let count = 1;
		const app = render(
			<Canvas
				width={12}
				height={3}
				source={source}
				draw={(width, height) => [`${width}x${height}`, '', `count ${count}`, 'cut']}
			/>,
		);
		opened.push(app.unmount);
		expect(app.lastFrame()).toBe('12x3\n\ncount 1');
		count = 2;
		source.notify();
		await expect.poll(() => app.lastFrame()).toBe('12x3\n\ncount 2');
		app.unmount();
		expect(source.listeners.size).toBe(0);
	});

	it('takes the size of its room where it was given none', async () => {
		const app = render(
			<Box width={20} height={4}>
				<Canvas flexGrow={1} draw={(width, height) => [`${width}x${height}`]} />
			</Box>,
		);
		opened.push(app.unmount);
		await expect.poll(() => app.lastFrame()).toBe('20x4\n\n\n');
	});

	it('cuts lines that are too long', () => {
		const app = render(<Canvas width={6} height={1} draw={() => ['abcdefghij']} />);
		opened.push(app.unmount);
		expect(app.lastFrame()).toMatch(/^abcde.$/);
	});

	it('lies in an overlay above text', async () => {
		const app = render(
			<Box width={10} height={3} flexDirection="column">
				<Canvas width={10} height={3} draw={() => ['.'.repeat(10), '.'.repeat(10), '.'.repeat(10)]} />
				<Overlay width={4} height={1} top={1} left={2}>
					<Canvas width={2} height={1} draw={() => ['ab']} />
				</Overlay>
			</Box>,
		);
		opened.push(app.unmount);
		await expect.poll(() => app.lastFrame()).toBe('..........\n..ab  ....\n..........');
	});
});
