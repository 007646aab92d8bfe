import { failureLines, wrap } from '../empty.ts';
import { absenceOfLines } from '../logs/absence.ts';
import { paintRow } from '../logs/rows.ts';
import { type Sight, sightIn } from '../logs/sight.ts';
import { logTitle } from '../logs/title.ts';
import { isSameRow, stepRows } from '../logs/window.ts';
import type { Model } from '../model.ts';
import { paint } from '../paint.ts';
import { panelFrame } from './numbered.ts';
import type { Panel } from './panel.ts';

const rowsIn = ({ lines, rows, form, window, cursor, height }: Sight): string[] => {
	const drawn: string[] = [];
	for (let place = window.top; drawn.length < height; place = stepRows(rows, place, 1)) {
		const isCursor = form.hasGutter && place.index === cursor && place.row === 0;
		drawn.push(paintRow(lines[place.index]!, place.row, isCursor, form));
		if (isSameRow(place, window.bottom)) break;
	}
	return drawn;
};

const instead = (model: Model, width: number): string[] =>
	model.logs.error !== undefined
		? failureLines(model.logs.error, width)
		: wrap(absenceOfLines(model), width).map(line => paint(line, 'dim'));

export const logsPanel: Panel = {
	id: 'logs',
	title: 'Logs',
	dashboard: 'docker-containers',
	parts: ({ logs, state, clock }) => [logs, state.log, state.full, state.log.stamps === 'relative' ? clock : undefined],
	draw(model, width, height) {
		const inside = width - 4;
		const sight = sightIn(model, inside, height - 2);
		const lines = sight ? rowsIn(sight) : instead(model, inside);
		return panelFrame(model, 'logs', logTitle(model, sight), lines, width, height);
	},
};
