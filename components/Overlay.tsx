import { Box, type BoxProps, type DOMElement, measureElement, Text } from 'ink';
import { type ReactNode, useContext, useLayoutEffect, useMemo, useRef } from 'react';
import { nowhere, type OverlayLayer } from '../src/terminal/layers.ts';
import { OverlayContext, ScreenContext } from './screen-context.ts';

export type OverlayProps = Omit<BoxProps, 'width' | 'height' | 'position'> & {
	/** In cells. */
	readonly width: number;
	/** In cells. */
	readonly height: number;
	readonly children?: ReactNode;
};

/**
 * A box of fixed size above everything around it: it hides what lies below, canvases included, and canvases in it lie
 * above it. `top`, `left` and the like place it in the box around it; border and padding are its own.
 */
export const Overlay = ({ width, height, top, left, right, bottom, children, ...box }: OverlayProps): ReactNode => {
	const screen = useContext(ScreenContext);
	const around = useContext(OverlayContext);
	const ref = useRef<DOMElement>(null);
	const level = (around?.level ?? 0) + 1;
	const layer = useMemo<OverlayLayer>(() => ({ level }), [level]);
	useLayoutEffect(
		() => screen?.addOverlay(layer, () => (ref.current ? measureElement(ref.current) : nowhere)),
		[screen, layer],
	);
	const blanks = Array.from({ length: height }, () => ' '.repeat(width)).join('\n');
	return (
		<OverlayContext value={layer}>
			<Box ref={ref} position="absolute" width={width} height={height} flexShrink={0} {...{ top, left, right, bottom }}>
				<Box position="absolute" top={0} left={0} width={width} height={height}>
					<Text>{blanks}</Text>
				</Box>
				<Box width={width} height={height} {...box}>
					{children}
				</Box>
			</Box>
		</OverlayContext>
	);
};
