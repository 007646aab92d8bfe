/** Every text that a pattern of alternatives, groups and question marks matches. */
export const expandPattern = (pattern: string): readonly string[] => {
	let at = 0;
	const alternatives = (): string[] => {
		const found = sequence();
		while (pattern[at] === '|') {
			at += 1;
			found.push(...sequence());
		}
		return found;
	};
	const sequence = (): string[] => {
		let texts = [''];
		while (at < pattern.length && pattern[at] !== '|' && pattern[at] !== ')') {
			const options = item();
			texts = texts.flatMap(text => options.map(option => text + option));
		}
		return texts;
	};
	const item = (): string[] => {
		let options = [pattern[at]!];
		if (pattern[at] === '(') {
			at += 1;
			options = alternatives();
		} else if (!/\w|:/.test(pattern[at]!)) throw new Error(`${pattern[at]} in ${pattern} is not understood`);
		at += 1;
		if (pattern[at] !== '?') return options;
		at += 1;
		return ['', ...options];
	};
	return alternatives();
};
