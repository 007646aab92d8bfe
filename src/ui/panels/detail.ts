import { fitLeft } from '../../text/width.ts';
import { isSick, stateStyle, stateText } from '../containers/state.ts';
import { containerInDetail, containerNow, rowInDetail } from '../detail/about.ts';
import { type Tab, tabs } from '../detail/detail.ts';
import { detailLines } from '../detail/lines.ts';
import { furthestDetail, headLines } from '../detail/scrolling.ts';
import { agingParts } from '../freshness.ts';
import { clipPainted, paint } from '../paint.ts';
import { isPast } from '../time/travel.ts';
import { panelFrame } from './numbered.ts';
import type { Panel } from './panel.ts';

const tabLine = (current: Tab, width: number): string => {
	const wide = tabs.map((tab, index) => ({ tab, text: ` ${index + 1} ${tab} ` }));
	const isNarrow = wide.reduce((sum, { text }) => sum + text.length, 0) > width;
	const texts = isNarrow
		? tabs.map((tab, index) => ({ tab, text: tab === current ? ` ${index + 1} ${tab} ` : ` ${index + 1} ` }))
		: wide;
	const line = texts.map(({ tab, text }) => paint(text, tab === current ? 'inverse' : 'dim')).join('');
	const used = texts.reduce((sum, { text }) => sum + text.length, 0);
	return line + ' '.repeat(Math.max(0, width - used));
};

/** Everything about one container, a tab at a time. */
export const detailPanel: Panel = {
	id: 'detail',
	title: 'Container',
	dashboard: 'docker-containers',
	parts: model => {
		const { containers, stats, events, inspection, processes, usageHistory, pastEvents, state, clock } = model;
		const past = [usageHistory, pastEvents];
		const shown = [state.detail, state.acting, state.at];
		return [...agingParts(model), containers, stats, events, inspection, processes, ...past, clock, ...shown];
	},
	draw(model, width, height) {
		const { detail } = model.state;
		const container = containerInDetail(model);
		const row = rowInDetail(model);
		const name = (container ?? containerNow(model))?.name;
		const inside = width - 4;
		const room = Math.max(1, height - 2 - headLines);
		const all = detailLines(model, inside, room);
		const first = Math.min(detail?.scroll ?? 0, furthestDetail(all.length, room));
		// The charts, and what the engine tells of now, are not only of the instant that is looked at.
		const lines =
			container || isPast(model)
				? [
						tabLine(detail?.tab ?? 'overview', inside),
						'',
						...all.slice(first, first + room).map(line => clipPainted(line, inside)),
					]
				: [paint(fitLeft('The engine no longer has this container. Esc goes back.', inside), 'yellow')];
		const isLooping = row?.isLooping ?? false;
		const title = [
			name === undefined ? 'Container' : paint(name, 'bold'),
			...(container
				? [
						paint(
							stateText({ container, now: model.clock.wall, acting: row?.acting, isLooping }),
							stateStyle(container, row?.isInTrouble ?? isSick(container)),
						),
					]
				: []),
			...(all.length > room ? [`${first + 1}-${Math.min(all.length, first + room)} of ${all.length} lines`] : []),
		];
		return panelFrame(model, 'detail', title, lines, width, height);
	},
};
