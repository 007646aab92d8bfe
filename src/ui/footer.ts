import { cellWidth, fitLeft } from '../text/width.ts';
import { hintsIn, keyLabel } from './keymap.ts';
import type { Binding } from './keys/binding.ts';
import type { Model } from './model.ts';
import { paint, type Style, unpaint } from './paint.ts';
import { type PromptKind, prompts } from './prompts.ts';
import { activeScopes } from './scopes.ts';
import { isPast } from './time/travel.ts';

const noticeStyle = { info: 'cyan', good: 'green', bad: 'red' } as const satisfies Record<string, Style>;

const hintText = ({ keys, says }: Binding, isAscii: boolean): string =>
	`${paint(isAscii ? keys[0] : keyLabel(keys[0]), 'bold')} ${says}`;

/** A line being typed: its end stays in sight. */
const promptText = ({ state, glyphs }: Model, width: number): string => {
	if (!state.prompt) return '';
	const { label, hint = '' }: PromptKind = prompts[state.prompt.purpose];
	const room = Math.max(8, width - cellWidth(label) - 24);
	let text = state.prompt.text;
	while (cellWidth(text) > room) text = [...text].slice(1).join('');
	const cut = text === state.prompt.text ? '' : glyphs.ellipsis;
	const shown = text === '' ? ` ${paint(fitLeft(hint, room, glyphs.ellipsis).trimEnd(), 'dim')}` : '';
	return ` ${paint(label, 'bold')} ${cut}${text}${paint(' ', 'inverse')}${shown}  `;
};

/** The line at the bottom: what has just happened or is being typed, else the keys that work here. */
export const footerLine = (model: Model, width: number): string => {
	const { notice } = model.state;
	if (notice !== undefined)
		return ` ${paint(fitLeft(notice.text, width - 1, model.glyphs.ellipsis), noticeStyle[notice.kind])}`;
	const hints = hintsIn(activeScopes(model)).filter(
		({ changes }) => !(changes && (model.engine.isReadOnly || isPast(model))),
	);
	const texts = hints.map(hint => hintText(hint, model.glyphs.isAscii));
	// The way out has its place before all others.
	const wayOut = texts.at(-1) ?? '';
	let line = promptText(model, width);
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
	state.prompt,
	state.focus,
	state.at === undefined,
	state.full,
	engine,
];
