/** How the source of a file is changed so that it holds nothing back; throws where the source is another one by now. */
export type Wall = Readonly<Record<string, (source: string) => string>>;

const namesIn = (source: string) => [...source.matchAll(/^export const (\w+)/gm)].map(([, name]) => name).sort();

/** Other code with the same exports. */
const whole =
	(...lines: readonly string[]) =>
	(source: string): string => {
		const code = lines.join('\n');
		const [there, here] = [namesIn(source).join(' '), namesIn(code).join(' ')];
		if (there !== here) throw new Error(`the file has ${there}, and ${here} would stand in their place`);
		return code;
	};

/** The same code with some parts of it replaced. */
const parts =
	(...changes: readonly (readonly [from: string, to: string])[]) =>
	(source: string): string =>
		changes.reduce((code, [from, to]) => {
			if (!code.includes(from)) throw new Error(`the file has no ${from}`);
			return code.replace(from, () => to);
		}, source);

/** Text goes in as it came. */
export const sanitiser: Wall = {
	'src/text/clean.ts': whole(
		'export const clean = text => text;',
		'export const literal = text => text;',
		'export const appendClean = (text, more) => text + more;',
		"export const joinClean = parts => parts.join('');",
	),
	'src/text/log-text.ts': whole('export const cleanLog = raw => ({ text: raw, styles: [] });'),
};

/** Every character is drawn: sequences that are none of ours, and controls, take cells like any other. */
export const compositor: Wall = {
	'src/terminal/cells.ts': parts(
		[String.raw`|\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|[ -/]*[0-~]?`, ''],
		[
			'if (match) interpret(',
			String.raw`if (!match) column = put(grid, start, column, '\u001b', pen); else interpret(`,
		],
	),
	'src/terminal/graphemes.ts': parts(
		['= cellWidth(grapheme);', '= Math.max(1, cellWidth(grapheme));'],
		['if (graphemeWidth(grapheme) > 0) yield', 'yield'],
	),
};

/** Output goes out as it is. */
export const outputGuard: Wall = {
	'src/terminal/guard.ts': whole(
		'export const guard = output => ({ text: output, dropped: 0 });',
		'export const guardPrinted = text => text;',
	),
};
