import { describeError } from '../errors.ts';
import type { Remote } from '../store/remote.ts';
import { clean } from '../text/clean.ts';
import { cellWidth } from '../text/width.ts';
import { paint } from './paint.ts';

/** A text in lines of at most so many cells, broken at blanks; longer words are cut. */
export const wrap = (text: string, width: number): string[] => {
	const lines: string[] = [];
	let line = '';
	for (const word of text.split(' ')) {
		const longer = line === '' ? word : `${line} ${word}`;
		if (line !== '' && cellWidth(longer) > width) {
			lines.push(line);
			line = word;
		} else line = longer;
	}
	if (line !== '') lines.push(line);
	return lines.flatMap(each => each.match(new RegExp(`.{1,${Math.max(1, width)}}`, 'gu')) ?? []);
};

/** A failure as a panel shows it: the sentence, and what to do. */
export const failureLines = (error: unknown, width: number): string[] => {
	const { message, hint } = describeError(error);
	return [
		...wrap(clean(message), width).map(line => paint(line, 'yellow')),
		...(hint === undefined ? [] : wrap(clean(hint), width).map(line => paint(line, 'dim'))),
	];
};

/** What stands in a panel that has nothing to show: why. */
export const emptyLines = (remote: Remote<unknown>, sentence: string, width: number): string[] =>
	remote.status === 'pending'
		? []
		: 'error' in remote
			? failureLines(remote.error, width)
			: wrap(sentence, width).map(line => paint(line, 'dim'));
