import { devNull } from 'node:os';
import { AixclError } from '../errors.ts';
import { clean } from '../text/clean.ts';
import { type ComposeProgram, composeEnvironment } from './compose-find.ts';
import type { Endpoint } from './endpoint-address.ts';
import { type Ended, type RunOptions, runProgram } from './run-program.ts';

export type ComposeOptions = {
	readonly program: ComposeProgram;
	readonly endpoint: Endpoint;
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Nothing that changes anything is run. */
	readonly isReadOnly: boolean;
	readonly project: string;
	/** Absolute paths, the base file first. */
	readonly files: readonly string[];
	readonly profiles: readonly string[];
	/** What the files' variables stand for; nothing else is read for them. */
	readonly variables: ReadonlyMap<string, string>;
};

type Output = Pick<RunOptions, 'output' | 'input'>;

/** One project, seen through the machine's compose program. Every method rejects with an AixclError when that fails. */
export type Compose = {
	readonly program: ComposeProgram;
	/** Runs something that only reads, e.g. `config`; resolves with its standard output. */
	read(args: readonly string[]): Promise<string>;
	/** Runs something that changes containers, networks or volumes; refused when read-only. */
	change(args: readonly string[], output?: Output): Promise<void>;
	/** Runs the engine's own program, e.g. `volume rm NAME`; refused when read-only, and where there is none. */
	engine(args: readonly string[]): Promise<void>;
};

const complaintOf = ({ complaint, output }: Ended): string => {
	const lines = `${output}\n${complaint}`.split(/\r?\n|\r/).filter(line => line.trim() !== '');
	const line = lines.findLast(each => /error|failed|denied|cannot|not found/i.test(each)) ?? lines.at(-1) ?? '';
	return clean(line.replace(/^.*?Error response from daemon: /, '').trim(), 300);
};

const hintFor = (complaint: string): string => {
	if (/port is already allocated|address already in use|bind for/i.test(complaint))
		return 'Something else listens on that port: end it, or choose another port by its variable.';
	if (/no space left/i.test(complaint)) return 'Make room on the disk that holds the images and volumes.';
	if (/manifest|pull access|registry|lookup|timeout|TLS handshake/i.test(complaint))
		return 'An image could not be fetched: check the network, then run it again.';
	return 'Run it again; aixcl doctor checks the parts one by one.';
};

export const createCompose = (options: ComposeOptions): Compose => {
	const { program, endpoint, env, isReadOnly, project, files, profiles, variables } = options;
	const [command, ...first] = program.command;
	const base = composeEnvironment(env, endpoint);

	const run = async (args: readonly string[], how: Output) => {
		const ended = await runProgram(
			command,
			[
				...[...first, '-p', project, '--env-file', devNull],
				...files.flatMap(file => ['-f', file]),
				...profiles.flatMap(profile => ['--profile', profile]),
				...args,
			],
			{
				...how,
				env: {
					...base,
					...Object.fromEntries(variables),
					...(how.output === 'terminal' ? {} : { COMPOSE_ANSI: 'never', COMPOSE_PROGRESS: 'plain' }),
				},
			},
		);
		return check(ended, `${program.name} ${args.find(word => /^[a-z]/.test(word)) ?? ''}`);
	};

	const refuse = () => {
		if (!isReadOnly) return;
		throw new AixclError('Read-only: nothing of the stack is changed', {
			code: 'usage',
			hint: 'Run it without --read-only, AIXCL_READ_ONLY and "read-only" in the config file.',
		});
	};

	return {
		program,
		read: args => run(args, {}),
		async change(args, output = {}) {
			refuse();
			await run(args, output);
		},
		async engine(args) {
			refuse();
			const { engineCommand } = program;
			const ended = await runProgram(engineCommand, args, { env: base });
			if (!ended.wasFound) {
				throw new AixclError(`${engineCommand} was not found, and ${program.name} cannot do this without it`, {
					code: 'engine',
					hint: `Where it is, run ${engineCommand} ${args.join(' ')}.`,
				});
			}
			check(ended, `${engineCommand} ${args[0]}`);
		},
	};
};

const check = (ended: Ended, what: string): string => {
	if (ended.status === 0) return ended.output;
	const complaint = complaintOf(ended);
	throw new AixclError(`${what} failed${complaint ? `: ${complaint}` : ''}`, {
		code: 'stack',
		hint: hintFor(complaint),
	});
};
