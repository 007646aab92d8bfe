import type { TopScreen } from '../../../stack/top-screen.ts';
import type { Bundle } from './bundle.ts';

const numbersIn = ({ panel }: TopScreen): readonly number[] =>
	panel('logs').lines.flatMap(line => {
		const number = /\bline (\d+)/.exec(line)?.[1];
		return number === undefined ? [] : [Number(number)];
	});

const newest = (screen: TopScreen): number => numbersIn(screen).at(-1) ?? Number.NaN;

/** Opens the log of `chatty`, which counts its lines, on the full screen. */
export const chosenLog = async (bundle: Bundle): Promise<void> => {
	bundle.press('/chatty\r');
	await bundle.see('chatty alone', ({ panel }) => panel('logs').title.includes('chatty'));
	bundle.press('lf');
	await bundle.see('its log on the full screen', screen => screen.text.includes('& filter') && newest(screen) > 0);
};

/** Fails unless the log goes on, without a line that is missing or there twice; then ends the program, whose table is filtered. */
export const goesOn = async (bundle: Bundle): Promise<void> => {
	const before = newest(bundle.screen());
	await bundle.see('the log to go on', screen => newest(screen) > before, 5);
	await bundle.see(
		'no line missing or twice',
		screen => {
			const numbers = numbersIn(screen);
			return numbers.length > 10 && numbers.every((number, index) => number === numbers[0]! + index);
		},
		3,
	);
	bundle.press('q');
	await bundle.see('the panels', ({ panel }) => panel('cpu').title !== '');
	await bundle.leave();
};
