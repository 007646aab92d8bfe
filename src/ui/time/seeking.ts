import type { Change, Model } from '../model.ts';
import { type Direction, jump } from './jumping.ts';

// A sentence about an event takes a while to read.
const noticeFor = 8000;

/**
 * Moves the time cursor to the next event or to the one before, and says which it is; while it is not known what
 * happened, that is waited for. `now` is a monotonic clock's, in milliseconds.
 */
export const seek = (model: Model, direction: Direction, now: number): Change => {
	const notice = (text: string) => ({ text, kind: 'info' as const, until: now + noticeFor });
	const found = jump(model, direction);
	if (found === undefined)
		return { state: { seeking: direction, notice: notice('Reading what happened in this window.') } };
	if (typeof found === 'string') return { state: { seeking: undefined, notice: notice(found) } };
	return { state: { ...found.change.state, notice: notice(found.says) } };
};

/** What was waited for, once it is known. */
export const seekOn = (model: Model, now: number): Change => {
	const { seeking } = model.state;
	return seeking === undefined || model.pastEvents.status === 'pending' ? {} : seek(model, seeking, now);
};
