// Edits to turn one word into the other; two letters that changed places are one edit, as people make it.
const distance = (a: string, b: string): number => {
	const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
	for (let i = 1; i <= a.length; i++) {
		const [row, above] = [[i], rows[i - 1]!];
		for (let j = 1; j <= b.length; j++) {
			const isSame = a[i - 1] === b[j - 1];
			row[j] = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + Number(!isSame));
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
				row[j] = Math.min(row[j]!, rows[i - 2]![j - 2]! + 1);
			}
		}
		rows.push(row);
	}
	return rows[a.length]![b.length]!;
};

/** The one of `known` that `word` was probably meant to be; absent when none is near (a third of its letters). */
export const closest = (word: string, known: readonly string[]): string | undefined => {
	const typed = word.slice(0, 64).toLowerCase();
	const ranked = known.map(name => ({ name, edits: distance(typed, name) })).sort((a, b) => a.edits - b.edits);
	const [best] = ranked;
	return best && best.edits <= Math.max(1, Math.floor(best.name.length / 3)) ? best.name : undefined;
};
