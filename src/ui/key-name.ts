const named: Readonly<Record<string, string>> = {
	'\u001b': 'esc',
	'\r': 'enter',
	'\n': 'enter',
	'\t': 'tab',
	' ': 'space',
	'\u007f': 'backspace',
	'\b': 'backspace',
	'\u0000': 'ctrl+space',
};

const finals: Readonly<Record<string, string>> = {
	A: 'up',
	B: 'down',
	C: 'right',
	D: 'left',
	F: 'end',
	H: 'home',
	P: 'f1',
	Q: 'f2',
	R: 'f3',
	S: 'f4',
	M: 'enter',
	Z: 'shift+tab',
};

const tildes: Readonly<Record<string, string>> = {
	1: 'home',
	2: 'insert',
	3: 'delete',
	4: 'end',
	5: 'pgup',
	6: 'pgdn',
	7: 'home',
	8: 'end',
	11: 'f1',
	12: 'f2',
	13: 'f3',
	14: 'f4',
	15: 'f5',
	17: 'f6',
	18: 'f7',
	19: 'f8',
	20: 'f9',
	21: 'f10',
	23: 'f11',
	24: 'f12',
};

const tilde = /^\u001b\[(\d+)(?:;(\d+))?~$/;
const modified = /^\u001b(?:\[1;(\d+)|\[|O)([A-Z])$/;
const linuxFunction = /^\u001b\[\[([A-E])$/;

const modifiers = (parameter: string | undefined): string => {
	const bits = Number(parameter ?? 1) - 1;
	return `${bits & 4 ? 'ctrl+' : ''}${bits & 2 ? 'alt+' : ''}${bits & 1 ? 'shift+' : ''}`;
};

const escapeName = (sequence: string): string | undefined => {
	const byNumber = tilde.exec(sequence);
	if (byNumber) {
		const name = tildes[byNumber[1]!];
		return name && modifiers(byNumber[2]) + name;
	}
	const byFinal = modified.exec(sequence);
	if (byFinal) {
		const name = finals[byFinal[2]!];
		return name && modifiers(byFinal[1]) + name;
	}
	const ofLinux = linuxFunction.exec(sequence);
	if (ofLinux) return `f${ofLinux[1]!.charCodeAt(0) - 64}`;
	const rest = sequence.slice(1);
	const name = [...rest].length === 1 ? keyName(rest) : undefined;
	return name && name !== 'esc' ? `alt+${name}` : name;
};

/**
 * The name of a key by what the terminal sends for it: 'a', 'G', '/', 'up', 'f1', 'ctrl+c', 'shift+tab'. Undefined for
 * anything that is not one key, such as a terminal's reply.
 */
export const keyName = (sequence: string): string | undefined => {
	const known = named[sequence];
	if (known) return known;
	if (sequence.startsWith('\u001b')) return escapeName(sequence);
	const [point, ...more] = sequence;
	if (point === undefined || more.length > 0) return;
	const code = point.codePointAt(0)!;
	if (code >= 1 && code <= 26) return `ctrl+${String.fromCharCode(code + 96)}`;
	return code < 0x20 || (code >= 0x7f && code < 0xa0) ? undefined : point;
};
