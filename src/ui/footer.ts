import { cellWidth, fitLeft } from '../text/width.ts';
import { type Binding, hintsIn, keyLabel, type Scope } from './keymap.ts';
import type { Model } from './model.ts';
import { paint, type Style, unpaint } from './paint.ts';

/** The scopes whose keys work now, the innermost first. */
export const activeScopes = ({ state }: Model): readonly Scope[] => {
	if (state.dialog?.kind === 'confirm') return ['confirm'];
	if (state.dialog?.kind === 'hosts') return ['hosts'];
	if (state.dialog !== undefined) return ['dialog'];
	if (state.isFiltering) return ['filter'];
	if (state.focus === 'alerts') return ['alerts', 'everywhere'];
	return state.focus === 'containers' || state.focus === 'logs' ? ['containers', 'everywhere'] : ['everywhere'];
};

const noticeStyle = { info: 'cyan', good: 'green', bad: 'red' } as const satisfies Record<string, Style>;

const hintText = ({ keys, says }: Binding, isAscii: boolean): string =>
	`${paint(isAscii ? keys[0] : keyLabel(keys[0]), 'bold')} ${says}`;

/** The line at the bottom: what has just happened, else the keys that work here. */
export const footerLine = (model: Model, width: number): string => {
	const { notice } = model.state;
	if (notice !== undefined)
		return ` ${paint(fitLeft(notice.text, width - 1, model.glyphs.ellipsis), noticeStyle[notice.kind])}`;
	const hints = hintsIn(activeScopes(model)).filter(({ changes }) => !(changes && model.engine.isReadOnly));
	const texts = hints.map(hint => hintText(hint, model.glyphs.isAscii));
	// The way out has its place before all others.
	const wayOut = texts.at(-1) ?? '';
	let line = '';
	for (const text of texts) {
		const next = line === '' ? ` ${text}` : `${line}   ${text}`;
		const isLast = text === wayOut;
		if (cellWidth(unpaint(isLast ? next : `${next}   ${wayOut}`)) <= width) line = next;
	}
	return line + ' '.repeat(Math.max(0, width - cellWidth(unpaint(line))));
};

export const footerParts = ({ state, engine }: Model): readonly unknown[] => [
	state.notice,
	state.dialog,
	state.isFiltering,
	state.focus,
	engine,
];
