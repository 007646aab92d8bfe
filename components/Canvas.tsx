import { Box, type BoxProps, type DOMElement, measureElement, Text, useBoxMetrics } from 'ink';
import { type ReactNode, useContext, useEffect, useLayoutEffect, useReducer, useRef } from 'react';
import { type Draw, nowhere } from '../src/terminal/layers.ts';
import type { Screen } from '../src/terminal/screen.ts';
import { OverlayContext, ScreenContext } from './screen-context.ts';

/** Something that tells when what it stands for has changed. */
export type Source = { subscribe(changed: () => void): () => void };

export type CanvasProps = Omit<BoxProps, 'children'> & {
	/** Lines for so many cells; called again when the source, the size or this function changes. Keep its identity stable. */
	readonly draw: Draw;
	readonly source?: Source | undefined;
};

const Surface = ({ screen, draw, source, ...box }: CanvasProps & { readonly screen: Screen }): ReactNode => {
	const ref = useRef<DOMElement>(null);
	const overlay = useContext(OverlayContext);
	useLayoutEffect(() => {
		const measure = () => (ref.current ? measureElement(ref.current) : nowhere);
		const canvas = screen.addCanvas({ measure, draw, overlay });
		const unsubscribe = source?.subscribe(canvas.changed);
		return () => {
			unsubscribe?.();
			canvas.remove();
		};
	}, [screen, overlay, draw, source]);
	return <Box ref={ref} {...box} />;
};

const sizeOf = (asked: number | string | undefined, measured: number): number =>
	typeof asked === 'number' ? asked : measured;

const Lines = ({ draw, source, ...box }: CanvasProps): ReactNode => {
	const ref = useRef<DOMElement>(null!);
	const metrics = useBoxMetrics(ref);
	const [, redraw] = useReducer((count: number) => count + 1, 0);
	useEffect(() => source?.subscribe(redraw), [source]);
	const width = sizeOf(box.width, metrics.width);
	const height = sizeOf(box.height, metrics.height);
	const lines = width > 0 && height > 0 ? draw(width, height).slice(0, height) : [];
	return (
		<Box ref={ref} {...box} flexDirection="column" overflow="hidden">
			{lines.map((line, row) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a row is its number
				<Text key={row} wrap="truncate-end">
					{line === '' ? ' ' : line}
				</Text>
			))}
		</Box>
	);
};

/**
 * A room for what changes with data. On a screen its cells are drawn straight from `draw`, and a change of the source
 * renders no React; without one it renders lines of text.
 */
export const Canvas = (props: CanvasProps): ReactNode => {
	const screen = useContext(ScreenContext);
	return screen ? <Surface {...props} screen={screen} /> : <Lines {...props} />;
};
