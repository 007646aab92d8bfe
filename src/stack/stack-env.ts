import { existsSync } from 'node:fs';
import { AixclError } from '../errors.ts';
import { clean } from '../text/clean.ts';
import { closest } from '../text/closest.ts';
import { parseEnvFile } from './env-file.ts';
import { variables } from './variables.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What the compose files are given, checked. */
export type StackEnv = {
	/** A value for each variable of the stack that has one, passwords too. */
	readonly values: ReadonlyMap<string, string>;
	/** The file that was read; absent where there is none. */
	readonly file: string | undefined;
	/** Profiles as the file or the environment has them. */
	readonly profiles: string;
};

export type StackEnvInputs = {
	readonly env: Environment;
	/** Where the file may be; the first that exists is read. */
	readonly files: readonly string[];
	read(path: string): string | undefined;
};

const known = [...variables.map(({ name }) => name), 'COMPOSE_PROFILES'];

const rejectUnknown = (names: Iterable<string>, path: string) => {
	for (const name of names) {
		const lower = known.map(each => each.toLowerCase());
		const near = known.includes(name) ? undefined : closest(name, lower)?.toUpperCase();
		// Other programs may keep variables of their own in it; one that is nearly ours is a slip.
		if (near) {
			throw new AixclError(`${clean(path)} sets ${clean(name, 60)}, which nothing reads`, {
				code: 'config',
				hint: `Did you mean ${near}?`,
			});
		}
	}
};

const rejectSamePort = (values: ReadonlyMap<string, string>) => {
	const taken = new Map<string, string>();
	for (const { name } of variables.filter(variable => variable.name.endsWith('_PORT'))) {
		const port = values.get(name) ?? '';
		const other = taken.get(port);
		if (other) {
			throw new AixclError(`${other} and ${name} are both ${port}`, {
				code: 'config',
				hint: `Give ${name} a port of its own.`,
			});
		}
		taken.set(port, name);
	}
};

/** The environment before the file before the defaults. Throws an AixclError that names the first wrong variable. */
export const resolveStackEnv = ({ env, files, read }: StackEnvInputs): StackEnv => {
	const file = files.find(path => existsSync(path));
	const text = file === undefined ? undefined : read(file);
	const given = file === undefined || text === undefined ? new Map<string, string>() : parseEnvFile(text, file);
	if (file !== undefined) rejectUnknown(given.keys(), file);
	const values = new Map<string, string>();
	for (const variable of variables) {
		const { name } = variable;
		const value = env[name] || given.get(name) || variable.default;
		if (value === undefined) continue;
		const must = variable.problem(value);
		if (must) {
			const where = env[name] ? 'the environment' : clean(file ?? '');
			const shown = variable.isSecret ? '' : `, not "${clean(value, 40)}"`;
			throw new AixclError(`${name} must be ${must}${shown}`, { code: 'config', hint: `Correct it in ${where}.` });
		}
		values.set(name, value);
	}
	rejectSamePort(values);
	return { values, file, profiles: env.COMPOSE_PROFILES || given.get('COMPOSE_PROFILES') || '' };
};

/** The port a service is published on. */
export const portOf = ({ values }: Pick<StackEnv, 'values'>, variable: string): number => Number(values.get(variable));
