import { AixclError } from '../errors.ts';
import { clean } from '../text/clean.ts';
import { closest } from '../text/closest.ts';
import type { Command, Flag } from './command.ts';

export type Parsed = { readonly flags: ReadonlyMap<string, string>; readonly input: readonly string[] };

const usageError = (message: string, hint: string) => new AixclError(message, { code: 'usage', hint });

const camel = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

const kebab = (name: string): string => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);

const isInverted = ({ kind, name }: Flag): boolean => kind === 'switch' && name.startsWith('no-');

// The parser takes `--no-x` for `--x` turned off, so that is how such a switch is declared.
const parserName = (flag: Flag): string => camel(isInverted(flag) ? flag.name.slice(3) : flag.name);

const help: Flag = {
	name: 'help',
	short: 'h',
	kind: 'switch',
	placeholder: '',
	summary: 'show this help',
	env: undefined,
	defaultText: undefined,
};

const rejectUnknown = (found: readonly string[], argv: readonly string[], command: Command, known: readonly Flag[]) => {
	const unknown = found.find(name => !known.some(flag => parserName(flag) === name));
	if (unknown === undefined) return;
	const names = known.map(flag => flag.name);
	const name = kebab(unknown);
	const typed = [`--${name}`, `--no-${name}`, `--${unknown}`].find(form => argv.some(word => word.startsWith(form)));
	const near = closest(name, names);
	throw usageError(
		`aixcl ${command.name} has no flag ${clean(typed ?? `-${name}`, 40)}`,
		near ? `Did you mean --${near}?` : `Run aixcl help ${command.name} for its flags.`,
	);
};

// The parser reads any value after `=` as true or false; `--read-only=maybe` must not turn a protection off.
const rejectSwitchValues = (argv: readonly string[], known: readonly Flag[]) => {
	for (const word of argv.slice(0, argv.includes('--') ? argv.indexOf('--') : argv.length)) {
		const [, name = '', value = ''] = /^--(?:no-)?([^=]+)=(.*)$/s.exec(word) ?? [];
		const flag = known.find(each => each.kind === 'switch' && parserName(each) === camel(name));
		if (flag && value !== 'true' && value !== 'false') {
			throw usageError(`--${flag.name} takes no value but true or false`, `Write --${flag.name} alone to turn it on.`);
		}
	}
};

const textOf = (flag: Flag, value: unknown): string | undefined => {
	if (flag.kind === 'switch') {
		const last: unknown = Array.isArray(value) ? value.at(-1) : value;
		return last === undefined ? undefined : String(last !== isInverted(flag));
	}
	if (value === undefined || (typeof value === 'string' && value !== '')) return value;
	throw usageError(`--${flag.name} needs a value`, `Write --${flag.name} ${flag.placeholder}: ${flag.summary}.`);
};

/** The flags and words after a command's name. Anything the command does not know is an AixclError. */
export const parseFlags = async (command: Command, argv: readonly string[]): Promise<Parsed> => {
	if (argv.length === 0) return { flags: new Map(), input: [] };
	const known = [...command.flags, help];
	rejectSwitchValues(argv, known);
	const { default: meow } = await import('meow');
	const declared = known.map(flag => [
		parserName(flag),
		{
			...(flag.kind === 'switch'
				? { type: 'boolean' as const, isMultiple: true as const }
				: { type: 'string' as const }),
			...(flag.short !== undefined && { shortFlag: flag.short }),
		},
	]);
	let parsed: { readonly flags: Record<string, unknown>; readonly input: readonly string[] };
	try {
		parsed = meow({
			importMeta: import.meta,
			argv: [...argv],
			// Its own help, version and exits would bypass ours.
			pkg: { name: 'aixcl' },
			description: false,
			autoHelp: false,
			autoVersion: false,
			booleanDefault: undefined,
			flags: Object.fromEntries(declared),
		});
	} catch (error) {
		throw usageError(clean(String((error as Error).message)), `Run aixcl help ${command.name} for its flags.`);
	}
	rejectUnknown(Object.keys(parsed.flags), argv, command, known);
	const flags = new Map<string, string>();
	for (const flag of known) {
		const text = textOf(flag, parsed.flags[parserName(flag)]);
		if (text !== undefined) flags.set(flag.name, text);
	}
	const surplus = parsed.input[command.maxInput];
	if (surplus !== undefined && !flags.has('help')) {
		throw usageError(
			`aixcl ${command.name} does not know what to do with "${clean(String(surplus), 40)}"`,
			`Run aixcl help ${command.name} for its usage.`,
		);
	}
	return { flags, input: parsed.input };
};
