import type { LogLine } from '../../src/engine/container.ts';
import { clean, literal } from '../../src/text/clean.ts';
import { levelOf } from '../../src/text/log-level.ts';
import { cleanLog } from '../../src/text/log-text.ts';
import type { HeldLine } from '../../src/ui/logs/held-line.ts';
import { moment } from './made-model.ts';

/** Lines as the screen holds them, a second apart up to the moment of everything that is made. */
export const heldLines = (
	texts: readonly string[],
	stream: LogLine['stream'] = 'stdout',
	name = 'ollama',
): HeldLine[] =>
	texts.map((raw, index) => {
		const { text, styles } = cleanLog(raw, 16_384);
		const at = moment - (texts.length - 1 - index) * 1000;
		return {
			seq: index + 1,
			source: '0001'.repeat(16),
			name: name === 'ollama' ? literal('ollama') : clean(name),
			line: { stream, at, nanos: 0, text, ...(styles.length === 0 ? {} : { styles }) },
			level: levelOf(text),
		};
	});
