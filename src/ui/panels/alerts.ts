import { lastValue } from '../../store/remote.ts';
import { windowStart } from '../containers/rows.ts';
import { emptyLines } from '../empty.ts';
import type { Model } from '../model.ts';
import { paint } from '../paint.ts';
import { alertDetails, alertLine } from './alert-lines.ts';
import { panelFrame } from './numbered.ts';
import type { Panel } from './panel.ts';

/** Which alert is looked at; the first where the chosen one is over. */
export const chosenAlert = ({ alerts, state }: Model): number =>
	Math.max(0, Math.min((lastValue(alerts)?.length ?? 0) - 1, state.alert));

const absence = (model: Model): string =>
	model.source.name === 'local'
		? 'Alerts are rules of Prometheus; without one there are none.'
		: 'No alert is active. Its rules are in provisioning/prometheus/rules.';

const divided = (model: Model, width: number, height: number): string[] => {
	const all = lastValue(model.alerts) ?? [];
	const chosen = chosenAlert(model);
	const room = Math.max(1, Math.min(all.length, Math.floor(height / 2)));
	const first = windowStart(0, chosen, all.length, room);
	const now = lastValue(model.snapshot)?.at ?? model.clock.wall;
	const list = all.slice(first, first + room).map((alert, index) => {
		const isChosen = first + index === chosen;
		const pointer = isChosen ? model.glyphs.pointer : ' ';
		return `${pointer} ${alertLine(alert, width - 2, now, model.glyphs)}`;
	});
	const alert = all[chosen];
	const rule = paint(model.glyphs.horizontal.repeat(width), 'dim');
	return alert ? [...list, rule, ...alertDetails(alert, width)] : list;
};

/** Firing and pending alerts: since when, the value against its threshold, what it means and what to do. */
export const alertsPanel: Panel = {
	id: 'alerts',
	title: 'Alerts',
	dashboard: 'system-overview',
	parts: ({ alerts, state, source, snapshot }) => [alerts, state.alert, source, snapshot],
	draw(model, width, height) {
		const all = lastValue(model.alerts);
		const firing = all?.filter(({ state }) => state === 'firing').length ?? 0;
		const pending = (all?.length ?? 0) - firing;
		const title = [
			'Alerts',
			...(all ? [firing > 0 ? paint(`${firing} firing`, 'red') : 'none firing'] : []),
			...(pending > 0 ? [paint(`${pending} pending`, 'yellow')] : []),
		];
		const inside = width - 4;
		const lines =
			all && all.length > 0 ? divided(model, inside, height - 2) : emptyLines(model.alerts, absence(model), inside);
		return panelFrame(model, 'alerts', title, lines, width, height);
	},
};
