import { lastValue } from '../../store/remote.ts';
import { windowStart } from '../containers/rows.ts';
import { emptyLines } from '../empty.ts';
import type { Model } from '../model.ts';
import { paint } from '../paint.ts';
import { alertDetails, alertLine } from './alert-lines.ts';
import { panelFrame } from './numbered.ts';
import type { Panel } from './panel.ts';
import { silenceFacts, silencesOf, unknownSilences } from './silence-lines.ts';

/** Which alert is looked at; the first where the chosen one is over. */
export const chosenAlert = ({ alerts, state }: Model): number =>
	Math.max(0, Math.min((lastValue(alerts)?.length ?? 0) - 1, state.alert));

const absence = (model: Model): string =>
	model.source.name === 'local'
		? 'Alerts are rules of Prometheus; without one there are none.'
		: 'No alert is active. Its rules are in provisioning/prometheus/rules.';

const divided = (model: Model, width: number, height: number): string[] => {
	const { silencing, glyphs } = model;
	const all = lastValue(model.alerts) ?? [];
	const chosen = chosenAlert(model);
	const room = Math.max(1, Math.min(all.length, Math.floor(height / 2)));
	const first = windowStart(0, chosen, all.length, room);
	const now = lastValue(model.snapshot)?.at ?? model.clock.wall;
	const list = all.slice(first, first + room).map((alert, index) => {
		const isChosen = first + index === chosen;
		const pointer = isChosen ? glyphs.pointer : ' ';
		const isSilenced = silencesOf(alert, silencing).length > 0;
		return `${pointer} ${alertLine(alert, width - 2, { now, isSilenced, glyphs })}`;
	});
	const alert = all[chosen];
	const rule = paint(glyphs.horizontal.repeat(width), 'dim');
	const details = alert ? [rule, ...alertDetails(alert, silenceFacts(alert, silencing, now), width)] : [];
	return [...list, ...unknownSilences(silencing, width, glyphs), ...details];
};

/** Firing and pending alerts: since when, whether silenced, the value against its threshold, what it means and what to do. */
export const alertsPanel: Panel = {
	id: 'alerts',
	title: 'Alerts',
	dashboard: 'system-overview',
	parts: ({ alerts, silencing, state, source, snapshot }) => [alerts, silencing, state.alert, source, snapshot],
	draw(model, width, height) {
		const all = lastValue(model.alerts);
		const firing = all?.filter(({ state }) => state === 'firing').length ?? 0;
		const silenced = all?.filter(alert => silencesOf(alert, model.silencing).length > 0).length ?? 0;
		const pending = (all?.length ?? 0) - firing;
		const title = [
			'Alerts',
			...(all ? [firing > 0 ? paint(`${firing} firing`, 'red') : 'none firing'] : []),
			...(silenced > 0 ? [`${silenced} of them silenced`] : []),
			...(pending > 0 ? [paint(`${pending} pending`, 'yellow')] : []),
		];
		const inside = width - 4;
		const lines =
			all && all.length > 0 ? divided(model, inside, height - 2) : emptyLines(model.alerts, absence(model), inside);
		return panelFrame(model, 'alerts', title, lines, width, height);
	},
};
