import { fitLeft } from '../../text/width.ts';
import { failureLines, wrap } from '../empty.ts';
import type { LogTail, Model } from '../model.ts';
import { paint } from '../paint.ts';
import { panelFrame } from './numbered.ts';
import type { Panel } from './panel.ts';

/** How far the log can be scrolled back, in lines, where so many are in sight. */
export const furthestScroll = ({ lines }: LogTail, height: number): number => Math.max(0, lines.length - height);

const absence = ({ status, name }: LogTail): string => {
	if (status === 'none') return 'Select a container to see its last lines.';
	if (status === 'opening') return '';
	if (status === 'ended') return `${name} ended without a line, or its log driver keeps none.`;
	return `${name} has written nothing yet.`;
};

const statusOf = ({ logs, state }: Model, height: number): string => {
	const back = Math.min(state.logScroll, furthestScroll(logs, height));
	if (back > 0) return `${back} lines back`;
	return logs.status === 'none' ? '' : logs.status;
};

export const logsPanel: Panel = {
	id: 'logs',
	title: 'Logs',
	dashboard: 'docker-containers',
	parts: ({ logs, state }) => [logs, state.logScroll],
	draw(model, width, height) {
		const { logs, glyphs } = model;
		const inside = width - 4;
		const room = height - 2;
		const back = Math.min(model.state.logScroll, furthestScroll(logs, room));
		const end = logs.lines.length - back;
		const shown = logs.lines.slice(Math.max(0, end - room), end).map(({ stream, text }) => {
			const line = fitLeft(text, inside, glyphs.ellipsis);
			return stream === 'stderr' ? paint(line, 'yellow') : line;
		});
		const lines =
			shown.length > 0
				? shown
				: logs.error !== undefined
					? failureLines(logs.error, inside)
					: wrap(absence(logs), inside).map(line => paint(line, 'dim'));
		const status = statusOf(model, room);
		const title = [
			logs.name === undefined ? 'Logs' : `Logs ${paint(logs.name, 'bold')}`,
			...(status === '' ? [] : [status]),
			...(logs.dropped > 0 && back > 0 ? [`${logs.dropped} older not kept`] : []),
		];
		return panelFrame(model, 'logs', title, lines, width, height);
	},
};
