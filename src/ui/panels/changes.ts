import { metricOf } from '../../metrics/catalogue/catalogue.ts';
import type { Change } from '../../metrics/compare.ts';
import { formatValue } from '../../metrics/format.ts';
import { lastValue } from '../../store/remote.ts';
import { fitLeft, fitRight } from '../../text/width.ts';
import { type Compared, chosenChange } from '../changes.ts';
import { windowStart } from '../containers/rows.ts';
import { emptyLines, wrap } from '../empty.ts';
import { momentText } from '../logs/log-time.ts';
import type { Model } from '../model.ts';
import { paint } from '../paint.ts';
import { panelFrame } from './numbered.ts';
import type { Panel } from './panel.ts';

const headLines = 3;
const valueWidth = 11;
const awayWidth = 7;
// Below this only what and its value have room.
const narrow = 60;

const cells = (what: string, now: string, others: readonly string[], width: number, ellipsis: string): string => {
	const right = [fitRight(now, valueWidth), ...(width < narrow ? [] : others)].join('  ');
	return `${fitLeft(what, Math.max(1, width - right.length - 2), ellipsis)}  ${right}`;
};

const changeLine = ({ glyphs }: Model, change: Change, width: number): string => {
	const { unit } = metricOf(change.id);
	const away = fitRight(change.score >= 100 ? '>99' : change.score.toFixed(1), awayWidth);
	const others = [fitRight(formatValue(change.usual, unit), valueWidth), away];
	const direction = change.isHigher ? glyphs.up : glyphs.down;
	return `${paint(direction, 'yellow', 'bold')} ${cells(change.what, formatValue(change.now, unit), others, width - 2, glyphs.ellipsis)}`;
};

const listed = (model: Model, { changes }: Compared, width: number, height: number): string[] => {
	const chosen = chosenChange(model);
	const room = Math.max(1, height - headLines);
	const first = windowStart(0, chosen, changes.length, room);
	const titles = [fitRight('USUALLY', valueWidth), fitRight('AWAY', awayWidth)];
	const said = 'Beside the same hour yesterday and a week ago; AWAY counts usual spreads.';
	return [
		paint(fitLeft(said, width, model.glyphs.ellipsis), 'dim'),
		'',
		paint(`    ${cells('WHAT', 'NOW', titles, width - 4, model.glyphs.ellipsis)}`, 'bold'),
		...changes
			.slice(first, first + room)
			.map(
				(change, row) =>
					`${first + row === chosen ? model.glyphs.pointer : ' '} ${changeLine(model, change, width - 2)}`,
			),
	];
};

const body = (model: Model, width: number, height: number): string[] => {
	const say = (sentence: string) => wrap(sentence, width).map(line => paint(line, 'dim'));
	if (model.source.name === 'local')
		return say('What changed is known only with Prometheus: this machine keeps its own numbers for an hour at most.');
	const compared = lastValue(model.changes);
	if (!compared)
		return model.changes.status === 'pending'
			? say('Reading the same hour of yesterday and of last week.')
			: emptyLines(model.changes, '', width);
	if (compared.compared === 0)
		return say('Too little history: nothing is known of the same hour yesterday or last week.');
	if (compared.changes.length === 0)
		return say(`Nothing is unusual: ${compared.compared} numbers are much as they were yesterday and last week.`);
	return listed(model, compared, width, height);
};

/** What is other than usual at the shown instant, the strangest first. */
export const changesPanel: Panel = {
	id: 'changes',
	title: 'What changed',
	dashboard: 'system-overview',
	parts: ({ changes, state, source }) => [changes, state.change, state.at, source],
	draw(model, width, height) {
		const compared = model.source.name === 'local' ? undefined : lastValue(model.changes);
		const count = compared?.changes.length ?? 0;
		const title = [
			'What changed',
			...(compared ? [`at ${momentText(compared.at, model.clock.wall)}`] : []),
			...(compared && compared.compared > 0 ? [`${count} of ${compared.compared} numbers are unusual`] : []),
		];
		return panelFrame(model, 'changes', title, body(model, width - 4, height - 2), width, height);
	},
};
