const numbersApart = /(\d+)/;

/** For sorting by name: by UTF-16 code units, the same everywhere. A locale's own order loads 3 MiB of tables. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** For sorting names in which numbers count as numbers: `gpu2` before `gpu10`. */
export const byNumber = (a: string, b: string): number => {
	const [left, right] = [a.split(numbersApart), b.split(numbersApart)];
	for (const [index, part] of left.entries()) {
		const other = right[index];
		if (other === undefined) return 1;
		// Every second part is digits.
		const order = index % 2 === 1 ? Number(part) - Number(other) : byText(part, other);
		if (order !== 0) return order;
	}
	return left.length - right.length;
};
