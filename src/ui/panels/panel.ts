import type { Model } from '../model.ts';
import type { PanelId } from '../panel-id.ts';

/** A panel is a value: what it is called, what it shows and when it has to be drawn again. */
export type Panel = {
	readonly id: PanelId;
	readonly title: string;
	/** Where Grafana shows the same: the dashboard's uid. */
	readonly dashboard: string;
	/** The parts of the model it is drawn from. */
	parts(model: Model): readonly unknown[];
	/** Exactly `height` lines of `width` cells, border included. */
	draw(model: Model, width: number, height: number): readonly string[];
};
