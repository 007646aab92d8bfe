const quote = 0x22;
const backslash = 0x5c;

// The index of the quote that ends the string which begins after `from`; -1 where the text ends before.
const endOfString = (text: string, from: number): number => {
	for (let index = from; index < text.length; index++) {
		const code = text.charCodeAt(index);
		if (code === backslash) index++;
		else if (code === quote) return index;
	}
	return -1;
};

const valueAt = (text: string, from: number): string | undefined => {
	const [before] = /^\s*:\s*"/.exec(text.slice(from, from + 64)) ?? [];
	if (before === undefined) return undefined;
	const begin = from + before.length;
	const end = endOfString(text, begin);
	if (end < 0) return undefined;
	try {
		return JSON.parse(text.slice(begin - 1, end + 1));
	} catch {
		return undefined;
	}
};

/**
 * The text that a key of the outermost object has, from the beginning of a JSON document that need not be whole.
 * Absent where that much of it does not tell.
 */
export const topLevelText = (text: string, key: string): string | undefined => {
	let depth = 0;
	for (let index = 0; index < text.length; index++) {
		const character = text[index];
		if (character === '{' || character === '[') depth++;
		else if (character === '}' || character === ']') depth--;
		else if (character === '"') {
			const end = endOfString(text, index + 1);
			if (end < 0) return undefined;
			if (depth === 1 && text.slice(index + 1, end) === key) {
				const value = valueAt(text, end + 1);
				if (value !== undefined) return value;
			}
			index = end;
		}
	}
	return undefined;
};
