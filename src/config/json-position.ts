const isIncomplete = (text: string): boolean => {
	try {
		JSON.parse(text);
		return true;
	} catch (error) {
		const { message } = error as SyntaxError;
		const position = Number(/at position (\d+)/.exec(message)?.[1] ?? Number.NaN);
		return position >= text.length || /end of JSON|Unterminated/.test(message);
	}
};

/**
 * Where a broken JSON text stops being JSON, counted from 1.
 * Found by bisection over its beginnings, because the parser's own message often lacks the place.
 */
export const jsonPosition = (text: string): { readonly line: number; readonly column: number } => {
	let good = 0;
	let bad = text.length + 1;
	while (bad - good > 1) {
		const middle = (good + bad) >> 1;
		if (middle <= text.length && isIncomplete(text.slice(0, middle))) good = middle;
		else bad = middle;
	}
	const lines = text.slice(0, good).split('\n');
	return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
};
