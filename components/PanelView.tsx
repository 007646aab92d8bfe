import { type ReactNode, useMemo } from 'react';
import { select } from '../src/store/store.ts';
import type { PanelId } from '../src/ui/panel-id.ts';
import { panels } from '../src/ui/panels/panels.ts';
import type { ModelStore } from '../src/ui/use-model-part.ts';
import { Canvas } from './Canvas.tsx';

type Props = {
	readonly store: ModelStore;
	readonly panel: PanelId;
	readonly width: number;
	readonly height: number;
};

/** One panel, border and title included: both carry live data, so all of it is canvas. */
export function PanelView({ store, panel, width, height }: Props): ReactNode {
	const { draw: drawPanel, parts } = panels[panel];
	const source = useMemo(
		() =>
			select(store, model => [
				...parts(model),
				model.state.focus === panel,
				model.state.dialog === undefined,
				model.glyphs,
			]),
		[store, panel, parts],
	);
	const draw = useMemo(
		() => (columns: number, rows: number) => drawPanel(store.get(), columns, rows),
		[store, drawPanel],
	);
	return <Canvas width={width} height={height} flexShrink={0} draw={draw} source={source} />;
}
