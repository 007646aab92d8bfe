/** Rows of `nvidia-smi --format=csv` by the names of its header, without units there. A comma in a program's name is a part of it. */
export const parseCsv = (text: string): readonly ReadonlyMap<string, string>[] => {
	const [head = '', ...lines] = text.split('\n').filter(line => line.trim() !== '');
	const names = head.split(',').map(name => name.trim().replace(/ \[.*\]$/, ''));
	const free = names.indexOf('process_name');
	return lines.map(line => {
		const cells = line.split(',').map(cell => cell.trim());
		const surplus = cells.length - names.length;
		if (surplus > 0 && free >= 0) cells.splice(free, surplus + 1, cells.slice(free, free + surplus + 1).join(', '));
		return new Map(names.map((name, index) => [name, cells[index] ?? '']));
	});
};

/** The number that a cell begins with, times `scale`; undefined for `[N/A]` and its like. */
export const numberIn = (cell: string | undefined, scale = 1): number | undefined => {
	const [, digits] = /^P?(-?\d+(?:[.]\d+)?)(?: \S+)?$/.exec(cell ?? '') ?? [];
	return digits === undefined ? undefined : Number(digits) * scale;
};
