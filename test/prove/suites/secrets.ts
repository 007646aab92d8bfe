import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRandom } from '../../terminal/random.ts';
import type { Suite } from '../suite.ts';
import { inTurns } from './ending/in-turns.ts';
import { createCanaries, leaksIn } from './secret/canaries.ts';
import { commandLines, withPasswords, wrongSettings } from './secret/commands.ts';
import { conditions, secretContainers, tellSecrets } from './secret/conditions.ts';
import { createPlace } from './secret/place.ts';
import { lookEverywhere } from './secret/screen.ts';
import { startWorld } from './world/world.ts';

const aixcl = fileURLToPath(new URL('../../../dist/aixcl', import.meta.url));

/** All that a command prints, on both streams; how it ends does not matter here. */
const printed = (args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> =>
	new Promise(resolve => {
		execFile(aixcl, args, { env, timeout: 30_000, maxBuffer: 2 ** 26 }, (_, output, complaint) =>
			resolve(`${output}${complaint}`),
		);
	});

type Trial = { readonly name: string; readonly run: () => Promise<string> };

/** What is secret is written nowhere: not on the screen, in no file, no error, no list of processes. */
export const secrets: Suite = {
	name: 'secrets',
	promise: 'never leaks',
	title: 'no secret is written anywhere',
	how:
		'Words that are nowhere else as the passwords in the addresses of Prometheus, Alertmanager, Ollama, Open WebUI and Grafana, ' +
		'as password, token and header from files, as passwords of the stack, and in variables, labels, commands, health checks and ' +
		'processes of containers; every command that prints, and the screen with the details of a container, alerts, copies and Ctrl-S ' +
		'in a pty; servers that work, refuse and repeat in their answers what they were sent, and addresses that are wrong: of these ' +
		'words, plain or in base64, none is in any byte written to the terminal or a stream, in a file but those that were given, ' +
		'nor in what other programs were called with (as /proc tells it)',
	unit: 'runs',
	full: 640,
	short: 40,
	async run(count, seed) {
		const random = createRandom(seed);
		const canaries = createCanaries(random);
		const home = await mkdtemp(join(tmpdir(), 'aixcl-secrets-'));
		await using world = await startWorld(secretContainers(canaries));
		tellSecrets(world, canaries);
		const failures: string[] = [];
		const judge = (text: string, where: string) =>
			failures.push(...leaksIn(text, canaries).map(name => `the secret ${name} is in ${where}`));
		try {
			const place = await createPlace(home, canaries);
			const base = { ...place.env, ...world.env, ...withPasswords(world.env, canaries) };
			const ofCommands = (name: string): Trial[] =>
				place.access.flatMap((access, way) =>
					commandLines.map(line => ({
						name: `${line}, ${name}, way in ${way}`,
						run: () => printed(line.split(' '), { ...base, ...access }),
					})),
				);
			const ofScreens = (name: string): Trial[] =>
				place.access.map((access, way) => ({
					name: `the screen, ${name}, way in ${way}`,
					run: () => lookEverywhere({ home, env: { ...base, ...access } }),
				}));
			const isShort = count <= this.short;
			const pick = (trials: readonly Trial[], most: number) =>
				isShort ? Array.from({ length: most }, () => random.pick(trials)) : trials;
			let tried = 0;
			const attempt = async (trials: readonly Trial[]) => {
				await inTurns(trials, async ({ name, run }) => {
					judge(await run(), name);
				});
				tried += trials.length;
			};
			for (const [name, set] of conditions) {
				set(world);
				await attempt(pick(ofCommands(name), 3));
				if (!isShort || name === 'good' || name === '401') await attempt(pick(ofScreens(name), 1));
			}
			const wrong = wrongSettings(canaries).flatMap(setting =>
				['top --once', 'config'].map(line => ({
					name: `${line} with ${Object.keys(setting)}`,
					run: () => printed(line.split(' '), { ...base, ...setting }),
				})),
			);
			await attempt(pick(wrong, 16));
			for (const [path, text] of await place.written()) judge(text, path.replace(home, '~'));
			return { count: tried, failures: failures.length, detail: [...new Set(failures)].slice(0, 5).join('; ') };
		} finally {
			await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
		}
	},
};
