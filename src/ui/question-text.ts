import { isModelAction } from '../llm/model-action.ts';
import { cellWidth } from '../text/width.ts';
import { wrap } from './empty.ts';
import type { Question } from './state.ts';

type Room = { readonly width: number; readonly height: number; readonly ellipsis: string };

/** What a question is about and what follows from it, in lines that fit the room; what does not is counted. */
export type QuestionText = { readonly names: readonly string[]; readonly consequences: readonly string[] };

const namesOf = ({ action, targets }: Question): readonly string[] =>
	isModelAction(action)
		? ['model of Ollama']
		: targets.length === 1
			? [`container ${targets[0]!.id.slice(0, 12)}`]
			: targets.map(({ name, id }) => `${name} (${id.slice(0, 12)})`);

/** As many names as there is room for, and how many more there are. */
const fitNames = (names: readonly string[], { width, height, ellipsis }: Room): readonly string[] => {
	const first = (count: number): readonly string[] => {
		const left = names.length - count;
		return wrap(names.slice(0, count).join(', ') + (left === 0 ? '' : ` ${ellipsis} and ${left} more`), width);
	};
	const all = first(names.length);
	if (all.length <= height) return all;
	let [fitting, tooMany] = [0, names.length];
	while (tooMany - fitting > 1) {
		const middle = Math.floor((fitting + tooMany) / 2);
		if (first(middle).length <= height) fitting = middle;
		else tooMany = middle;
	}
	return first(fitting).slice(0, height);
};

/** The first lines of a sentence, seen to be cut. */
const cut = (lines: readonly string[], { width, height, ellipsis }: Room): readonly string[] => {
	if (lines.length <= height) return lines;
	const last = wrap(lines[height - 1] ?? '', width - cellWidth(ellipsis) - 1)[0];
	return [...lines.slice(0, height - 1), `${last} ${ellipsis}`];
};

/** The sentences from the first on, and how many more there are. */
const fitSentences = (sentences: readonly string[], room: Room): readonly string[] => {
	const { width, height, ellipsis } = room;
	const wrapped = sentences.map(sentence => wrap(sentence, width));
	if (wrapped.flat().length <= height) return wrapped.flat();
	const [first = [], ...others] = wrapped;
	if (others.length === 0 || height === 1) return cut(first, room);
	const shown = [...cut(first, { ...room, height: height - 1 })];
	let count = 1;
	for (const lines of others) {
		if (shown.length + lines.length > height - 1) break;
		shown.push(...lines);
		count += 1;
	}
	return [...shown, `${ellipsis} and ${sentences.length - count} more`];
};

/** The names get a third of what room there is, or more where the consequences leave it. */
export const questionText = (question: Question, room: Room): QuestionText => {
	const { width, height } = room;
	const names = namesOf(question);
	const wanted = wrap(names.join(', '), width).length;
	const least = Math.min(wanted, Math.max(1, Math.floor(height / 3)));
	const consequences = fitSentences(question.lines, { ...room, height: height - least });
	return { names: fitNames(names, { ...room, height: height - consequences.length }), consequences };
};
