import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dispatch } from '../../../../src/commands/dispatch.ts';
import { AixclError } from '../../../../src/errors.ts';
import { type DocumentName, documents } from './documents.ts';
import { allAtOnce } from './payloads.ts';
import { hollowAt, type Place, pathText } from './places.ts';
import { startToldWorld, type ToldWorld } from './told-world.ts';
import { uncleanIn, uncleanText } from './unclean.ts';

type Printing = { readonly argv: readonly string[]; readonly reads: readonly DocumentName[] };

const ofEngine = ['version', 'info', 'list', 'inspect', 'engine-error'] as const;
const ofNumbers = ['recorded', 'raw', 'prometheus-error'] as const;

/** What prints, and which answers it prints of. */
const printings: readonly Printing[] = [
	{ argv: ['top', '--once'], reads: [...ofEngine, 'stats', ...ofNumbers] },
	{ argv: ['top', '--once', '--json'], reads: [...ofEngine, 'stats', ...ofNumbers] },
	{ argv: ['top', '--json', '--window', '1h'], reads: ['range'] },
	{ argv: ['top', '--csv'], reads: ['range', 'prometheus-error'] },
	{ argv: ['status'], reads: [...ofEngine, 'recorded', 'prometheus-error'] },
	{ argv: ['status', '--json'], reads: ['list', 'inspect', 'prometheus-error'] },
	{ argv: ['logs', 'recorded'], reads: ['version', 'list', 'inspect', 'engine-error'] },
];

type Case = Printing & { readonly name: DocumentName; readonly place: Place };

// Other names are of the format itself, and nobody chooses them.
const isChosen = ({ path, isName }: Place): boolean =>
	!isName || /^(?:Labels|labels|metric|annotations|Networks|Ports|Runtimes)$/.test(String(path.at(-2)));

const cases: readonly Case[] = printings.flatMap(printing =>
	printing.reads.flatMap(name => documents[name].places.filter(isChosen).map(place => ({ ...printing, name, place }))),
);

/** How many there are: every field, in all that prints it. */
export const printCases = cases.length;

/** Runs a command in this process, as the command line does; resolves with what it printed, or why it did not. */
const print = async (argv: readonly string[], env: Readonly<Record<string, string>>): Promise<string> => {
	let text = '';
	const write = async (more: string) => {
		text += more;
		return true;
	};
	try {
		await dispatch(argv, {
			env,
			terminal: { input: false, output: false, error: false },
			write,
			tell: write,
			readLine: async () => undefined,
		});
	} catch (error) {
		if (!(error instanceof AixclError)) throw error;
		text += `${error.message}\n${error.hint ?? ''}\n`;
	}
	return text;
};

const complaintOf = async (world: ToldWorld, { argv, name, place }: Case, index: number, home: string) => {
	const { json } = documents[name];
	world.put(name, hollowAt(json, place, index)(allAtOnce(index)));
	// Without our rules in the first answer the raw one is asked for.
	if (name === 'raw') world.put('recorded', Buffer.from(JSON.stringify(documents.raw.json)));
	try {
		const text = await print(argv, { ...world.env, HOME: home, PATH: process.env.PATH ?? '', LANG: 'C.UTF-8' });
		const isJson = argv.includes('--json') && text.startsWith('{');
		return (
			uncleanText(argv.includes('--csv') ? text.replaceAll('\r\n', '\n') : text) ??
			(isJson ? uncleanIn(JSON.parse(text)) : undefined)
		);
	} catch (error) {
		return `it throws ${String(error)}`;
	} finally {
		world.reset();
	}
};

/** Prints so many of the cases, by their indices; resolves with what was wrong with them. */
export const runPrintCases = async (indices: Iterable<number>): Promise<readonly string[]> => {
	const home = await mkdtemp(join(tmpdir(), 'aixcl-fields-'));
	const failures: string[] = [];
	const left = indices[Symbol.iterator]();
	// A command waits more than it works.
	const work = async () => {
		await using world = await startToldWorld();
		world.putLog(Buffer.concat([allAtOnce(0).bytes, Buffer.from('\n')]));
		for (let next = left.next(); !next.done; next = left.next()) {
			const each = cases[next.value]!;
			const complaint = await complaintOf(world, each, next.value, home);
			if (complaint !== undefined)
				failures.push(`aixcl ${each.argv.join(' ')} of ${each.name} ${pathText(each.place)}: ${complaint}`);
		}
	};
	try {
		await Promise.all(Array.from({ length: 8 }, work));
		return failures;
	} finally {
		await rm(home, { recursive: true, force: true });
	}
};
