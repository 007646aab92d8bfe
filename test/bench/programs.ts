import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { BenchOptions } from './options.ts';
import { interval } from './options.ts';
import type { Surroundings } from './surroundings.ts';
import type { Program } from './terminal.ts';

const keys = { down: '\u001b[B', up: '\u001b[A', quit: 'q' };

const isInstalled = (name: string): boolean =>
	(process.env.PATH ?? '').split(delimiter).some(folder => {
		try {
			accessSync(join(folder, name), constants.X_OK);
			return true;
		} catch {
			return false;
		}
	});

/** Our own program with each source of numbers there is, and the peers that are installed. `home` is an empty folder. */
export const choosePrograms = (
	{ wants, program }: BenchOptions,
	{ prometheusUrl, dockerHost, few, many }: Surroundings,
	home: string,
): readonly Program[] => {
	const { PATH = '', NODE_OPTIONS } = process.env;
	const env = { PATH, HOME: home, XDG_CONFIG_HOME: home, LANG: 'C.UTF-8', TERM: 'xterm-256color' };
	const ours = {
		...env,
		AIXCL_INTERVAL: `${interval}s`,
		...(dockerHost ? { DOCKER_HOST: dockerHost } : {}),
		...(NODE_OPTIONS ? { NODE_OPTIONS } : {}),
	};
	const top = { command: program, args: ['top'], keys };
	const peers: readonly Program[] = [
		{ name: 'htop', command: 'htop', args: ['-d', String(interval * 10)], env, keys },
		// Two seconds are its default.
		{ name: 'btop', command: 'btop', args: [], env, keys },
	];
	return [
		...(prometheusUrl ? [{ ...top, name: 'prometheus', env: { ...ours, AIXCL_PROMETHEUS_URL: prometheusUrl } }] : []),
		{ ...top, name: 'local', env: { ...ours, AIXCL_SOURCE: 'local' } },
		...Object.entries({ few, many }).map(([name, host]) => ({
			...{ ...top, name, isOfFakes: true },
			env: { ...ours, AIXCL_SOURCE: 'local', DOCKER_HOST: host },
		})),
		...peers.filter(({ command }) => isInstalled(command)),
	].filter(({ name }) => wants(name));
};

/** Whether a program is our own: only then do we know what its data looks like. */
export const isOurs = ({ args }: Program): boolean => args[0] === 'top';
