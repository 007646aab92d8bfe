import type { Model } from '../model.ts';
import { type LogState, readFrom } from './log-state.ts';
import { sightOf } from './sight.ts';

/** The log read with another filter or level: from its end where it is followed, else from the line in sight on. */
export const readAgain = (
	model: Model,
	change: Pick<Partial<LogState>, 'filter' | 'level' | 'isTypingFilter'>,
): LogState => {
	const { log } = model.state;
	const sight = sightOf(model);
	const at = log.follows ? undefined : sight?.lines[sight.cursor]?.line.at;
	return { ...readFrom(log, at === undefined ? { kind: 'tail' } : { kind: 'from', at }), ...change };
};
