import type { EventEmitter } from 'node:events';
import { usePaste, useStdin } from 'ink';
import { useEffect, useEffectEvent } from 'react';
import { keyName } from './key-name.ts';

/** Hears one key; the second argument is what the terminal sent for it, for typing text. */
export type OnKey = (name: string, sequence: string) => void;

// A slow link brings Esc and the key after it together, as Alt and that key, which means nothing here. What begins an
// answer of a terminal is no such key.
const escapeThen = /^\u001b(?![NOPX[\\\]^_])[!-~]$/;

const keysIn = (input: string): Iterable<string> =>
	input.startsWith('\u001b') && !escapeThen.test(input) ? [input] : input;

/**
 * Hears of each key that is pressed while the component is there, in order, also when several came at once. Pasted text
 * comes whole to the second function and never as keys.
 */
export const useKeys = (onKey: OnKey, onPaste: (text: string) => void = () => {}): void => {
	const { internal_eventEmitter: input } = useStdin() as unknown as { readonly internal_eventEmitter: EventEmitter };
	usePaste(onPaste);
	const onInput = useEffectEvent((chunk: string) => {
		for (const sequence of keysIn(chunk)) {
			const name = keyName(sequence);
			if (name !== undefined) onKey(name, sequence);
		}
	});
	useEffect(() => {
		input.on('input', onInput);
		return () => {
			input.off('input', onInput);
		};
	}, [input]);
};
