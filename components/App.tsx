import { Box } from 'ink';
import { type ReactNode, useMemo } from 'react';
import { select } from '../src/store/store.ts';
import { footerLine, footerParts } from '../src/ui/footer.ts';
import { shownWith } from '../src/ui/glyphs.ts';
import { headerLine, headerParts } from '../src/ui/header.ts';
import { isTooSmall, layout } from '../src/ui/layout.ts';
import type { Model } from '../src/ui/model.ts';
import { useKeys } from '../src/ui/use-keys.ts';
import { type ModelStore, useModelPart } from '../src/ui/use-model-part.ts';
import { Canvas } from './Canvas.tsx';
import { Dialogs } from './Dialogs.tsx';
import { PanelView } from './PanelView.tsx';
import { TooSmall } from './TooSmall.tsx';

export type Keys = { press(name: string, sequence: string): void; paste(text: string): void };

type Props = { readonly store: ModelStore; readonly keys: Keys };

type LineProps = {
	readonly store: ModelStore;
	readonly width: number;
	readonly line: (model: Model, width: number) => string;
	readonly parts: (model: Model) => readonly unknown[];
};

/** One line over the whole width that is drawn from the model. */
function Line({ store, width, line, parts }: LineProps): ReactNode {
	const source = useMemo(() => select(store, parts), [store, parts]);
	const draw = useMemo(
		() => (columns: number) => shownWith(store.get().glyphs, [line(store.get(), columns)]),
		[store, line],
	);
	return <Canvas width={width} height={1} flexShrink={0} draw={draw} source={source} />;
}

/** The whole screen: header, bands of panels, footer, and a dialog above them. It renders on structure only. */
export function App({ store, keys }: Props): ReactNode {
	useKeys(keys.press, keys.paste);
	const size = useModelPart(store, model => model.size);
	const full = useModelPart(store, model => model.state.full);
	const presence = useModelPart(store, model => model.presence);
	const { columns, rows } = size;
	if (isTooSmall(size)) return <TooSmall size={size} />;
	return (
		<Box width={columns} height={rows} flexDirection="column">
			<Line store={store} width={columns} line={headerLine} parts={headerParts} />
			{layout({ size, presence }, full).map(({ height, places }) => (
				<Box key={places[0]?.panel} height={height} flexShrink={0}>
					{places.map(({ panel, width }) => (
						<PanelView key={panel} store={store} panel={panel} width={width} height={height} />
					))}
				</Box>
			))}
			<Line store={store} width={columns} line={footerLine} parts={footerParts} />
			<Dialogs store={store} size={size} />
		</Box>
	);
}
