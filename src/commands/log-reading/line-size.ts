import type { LogLine } from '../../engine/container.ts';

/** The bytes that a line takes while it is held, about: beside its text there are its fields, and each change of colour. */
export const sizeOfLine = ({ text, styles }: LogLine): number =>
	text.length + 150 + (styles ? 50 + 64 * styles.length : 0);
