import { fitLeft } from '../../text/width.ts';
import { wrap } from '../empty.ts';
import { paint } from '../paint.ts';

const labelWidth = 16;

/** A named text, wrapped under itself; nothing where there is no text. */
export const pair = (label: string, text: string | undefined, width: number): string[] =>
	text === undefined || text === ''
		? []
		: wrap(text, Math.max(10, width - labelWidth)).map(
				(line, index) => paint(fitLeft(index === 0 ? label : '', labelWidth), 'dim') + line,
			);

/** The title of a part, with a line between it and what stands before. */
export const heading = (title: string): string[] => ['', paint(title, 'bold')];

export const yesNo = (value: boolean): string => (value ? 'yes' : 'no');

/** A time of day for people, with the date where it is not today. */
export const momentText = (at: number, now: number): string => {
	const time = new Date(at);
	const two = (part: number) => String(part).padStart(2, '0');
	const clock = `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
	const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
	return new Date(now).toDateString() === time.toDateString() ? clock : `${day} ${clock}`;
};
