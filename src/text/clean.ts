declare const brand: unique symbol;

/** Text that cannot move the cursor, change colours, reorder its neighbours or break a line. */
export type Clean = string & { readonly [brand]: 'clean' };

const plain = /^[ -~]*$/;

// A control sequence, a string (to its end, a new sequence, a line end, or 4096 characters), any other escape; 7-bit
// introducers first, then the 8-bit ones. No part can match what the next one begins with, so time stays linear.
const sequences =
	/\u001b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\u0007\n\u0018\u001a\u001b\u009c]{0,4096}(?:\u0007|\u001b\\|\u009c)?|[ -/]*[0-~])?|\u009b[0-?]*[ -/]*[@-~]|[\u0090\u0098\u009d-\u009f][^\u0007\n\u0018\u001a\u001b\u009c]{0,4096}(?:\u0007|\u001b\\|\u009c)?/g;
const controls = /[\u0000-\u001f\u007f-\u009f]/g;

// Bidirectional overrides, zero-width and filler characters, line separators, annotations and tags. Joiners stay:
// emoji and several scripts need them.
const invisible =
	/[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\u{1d173}-\u{1d17a}\u{e0000}-\u{e007f}]/gu;

// Marks that lean on the character before them, joiners included: four are plenty in any script.
const stacked = /([\p{M}\u200c\u200d]{4})[\p{M}\u200c\u200d]+/gu;
const leading = /^[\p{M}\u200c\u200d]/u;

/**
 * Text from outside, made safe to show, in one line: an escape sequence becomes `␛`, a control character its picture,
 * an invisible or bidirectional one its code point; nothing leans on the text before it. Takes linear time and looks
 * at `maxLength` UTF-16 units at most. Clean text of that length stays as it is.
 */
export const clean = (text: string, maxLength = 4096): Clean => {
	const part = text.slice(0, maxLength);
	if (plain.test(part)) return part as Clean;
	return part
		.toWellFormed()
		.replace(sequences, '␛')
		.replace(/\t/g, ' ')
		.replace(controls, pictureOf)
		.replace(invisible, nameOf)
		.replace(stacked, '$1')
		.replace(leading, '◌$&') as Clean;
};

// Only of a text that is known when the program is compiled is there a record that has to have a key.
type Known<T extends string> = Record<never, 1> extends Record<T, 1> ? never : T;

/** A literal of our own source code, which needs no cleaning. Nothing else is taken: no text that is known only later, in whole or in part. */
export const literal = <T extends string>(text: Known<T>): T & Clean => text as string as T & Clean;

/** Both, one after the other: still clean. */
export const appendClean = (text: Clean, more: Clean): Clean => (text + more) as Clean;

/** All, one after the other: still clean, and in one piece, which holds on to none of what it was made of. */
export const joinClean = (parts: readonly Clean[]): Clean => parts.join('') as Clean;

const pictureOf = (control: string): string => {
	const code = control.charCodeAt(0);
	if (code === 0x7f) return '␡';
	return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\ufffd';
};

const nameOf = (character: string): string =>
	`<U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}>`;
