import type { Window } from '../../metrics/history.ts';
import { type NamedWindow, type WindowName, windowOf, windows } from '../../metrics/window.ts';
import { lastValue } from '../../store/remote.ts';
import { parseTime, timeForms } from '../../text/parse-time.ts';
import { readFrom } from '../logs/log-state.ts';
import type { Change, Model } from '../model.ts';

/** The window that was chosen, with the distance of its points. */
export const chosenWindow = ({ state }: Model): NamedWindow => windowOf(state.window) ?? windows[0];

/** Whether the screen shows an earlier instant: then nothing can be done to containers, which are as they are now. */
export const isPast = ({ state }: Model): boolean => state.at !== undefined;

/** Milliseconds between two places of the cursor: the points that the charts have. */
export const cursorStep = (model: Model): number => lastValue(model.history)?.step ?? chosenWindow(model).step;

/** Everything as it was at an instant, in milliseconds since the epoch; the log is read up to there. */
export const goTo = ({ state }: Model, at: number): Change => ({
	state: { at, seeking: undefined, log: readFrom(state.log, { kind: 'before', at }) },
});

/** Back to now. */
export const goLive = ({ state }: Model): Change =>
	state.at === undefined
		? { state: { seeking: undefined } }
		: { state: { at: undefined, seeking: undefined, log: readFrom(state.log, { kind: 'tail' }) } };

/** The cursor so many steps on, or back; past the last one it is live again. It stays where there are numbers. */
export const moveCursor = (model: Model, steps: number): Change => {
	const step = cursorStep(model);
	const now = model.clock.wall;
	const from = model.state.at ?? Math.floor(now / step) * step;
	const at = from + steps * step;
	if (at > now - step / 2) return goLive(model);
	return goTo(model, Math.max(at, model.reach ?? at));
};

/** The next longer (+1) or shorter (-1) window. */
export const changeWindow = ({ state }: Model, by: 1 | -1): WindowName | undefined =>
	windows[windows.findIndex(({ name }) => name === state.window) + by]?.name;

/**
 * The window that the charts show: the chosen one up to `now`, while the time cursor is in it; else one with the cursor
 * in its middle. It moves in halves of itself, so that the cursor walks and the charts stand still.
 */
export const chartedWindow = (model: Model, now: number): Window => {
	const { span, step } = chosenWindow(model);
	const { at } = model.state;
	if (at === undefined || at >= now - span) return { end: now, span, step };
	const half = span / 2;
	return { end: Math.min(now, (Math.floor(at / half) + 1) * half + half / 2), span, step };
};

const momentText = (at: number): string => {
	const time = new Date(at);
	const two = (part: number) => String(part).padStart(2, '0');
	return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} ${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
};

const beginText = (reach: number): string => `The numbers begin ${momentText(reach)}.`;

/** What is to be said once it is known when the numbers begin: a time may have been gone to before that. */
export const tooEarly = ({ state: { at } }: Model, reach: number | undefined): string | undefined =>
	at !== undefined && reach !== undefined && at < reach ? beginText(reach) : undefined;

/** To the moment that was typed; a sentence where it is none, is to come, or lies before the numbers. */
export const goToTyped = (model: Model, text: string): Change | string => {
	const now = model.clock.wall;
	if (text.trim() === '') return {};
	const at = parseTime(text, now);
	if (at === undefined) return `That is no time. Type it like ${timeForms}.`;
	if (at > now + 1000) return 'That time has not come yet.';
	if (model.reach !== undefined && at < model.reach) return beginText(model.reach);
	return goTo(model, at);
};

/** Why nothing is done to containers now. */
export const pastRefusal = 'This is the past; 0 goes back to now, where containers can be changed.';

/** An instant as the header says it. */
export const pastText = momentText;
