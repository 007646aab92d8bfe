import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { descendants, isRunning, openShell } from '../../../pty/shell.ts';
import { waitUntil } from '../../../stack/wait-until.ts';
import type { Random } from '../../../terminal/random.ts';
import { startWorld } from '../world/world.ts';
import { bringAbout, heal } from './faults.ts';
import { resize, visit, wayBack } from './visits.ts';

/** What the program holds on to, after its garbage was collected: bytes, and counts. */
export type Sample = Readonly<
	Record<'rss' | 'heap' | 'descriptors' | 'timers' | 'resources' | 'listeners' | 'emitters' | 'signals', number>
>;

export type Soaked = { readonly refreshes: number; readonly faults: number; readonly samples: readonly Sample[] };

const probe = fileURLToPath(new URL('probe.cjs', import.meta.url));
/** Looks at each rest, of which the least counts: requests under way come and go. */
const looks = 5;
/** Visits between two rests at least. */
const leastVisits = 8;
const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));

/** The question of a refresh, as no other is. */
const isRefresh = /aixcl:rules:info/;

const leastOf = (samples: readonly Sample[]): Sample =>
	Object.fromEntries(
		Object.keys(samples[0]!).map(name => [name, Math.min(...samples.map(each => each[name as keyof Sample]))]),
	) as Sample;

export type Soaking = {
	readonly home: string;
	/** The built program, from there. */
	readonly program: string;
	readonly random: Random;
	readonly refreshes: number;
	/** How often it is brought to rest and looked at. */
	readonly samples: number;
};

/** Lets the program refresh so often, with faults and visits in between, and looks at it at rest now and then. */
export const soak = async ({ home, program, random, refreshes, samples: wanted }: Soaking): Promise<Soaked> => {
	await using world = await startWorld();
	const file = join(home, 'samples');
	const shell = await openShell({ cwd: home, columns: 120, rows: 40 });
	const variables = {
		...world.env,
		AIXCL_SOAKING_INTERVAL: '0.01',
		AIXCL_SOAKING_FILE: file,
		AIXCL_SOURCE: 'prometheus',
	};
	const words = Object.entries(variables).map(([name, value]) => `${name}='${value}'`);
	let done = 0;
	let faults = 0;
	const samples: Sample[] = [];
	const began = performance.now();
	world.watch = ({ path, form }) => {
		if (path === '/api/v1/query' && isRefresh.test(form.get('query') ?? '')) done++;
	};
	const read = () =>
		existsSync(file)
			? readFileSync(file, 'utf8')
					.split('\n')
					.filter(Boolean)
					.map(text => JSON.parse(text) as Sample)
			: [];
	const type = async (parts: readonly string[], between: number) => {
		for (const part of parts) {
			shell.type(part);
			await pause(between);
		}
	};
	try {
		shell.run(`exec env ${words.join(' ')} NODE_OPTIONS=--require=${probe} '${program}'`);
		await shell.until(/container-1 [\s\S]*q quit/, 30_000);
		const node = descendants(shell.pid).find(each => basename(each.file) === 'node')?.pid;
		if (node === undefined) throw new Error('node is not running');
		const look = async () => {
			heal(world);
			await type(wayBack, 60);
			shell.resize(120, 40);
			await shell.until(/q quit/);
			const before = done;
			// Longer than connections that nobody uses are kept.
			await pause(6000);
			await waitUntil(() => done > before + 20, { what: 'refreshes at rest', why: shell.text });
			const all: Sample[] = [];
			for (let number = 0; number < looks; number++) {
				const known = read().length;
				process.kill(node, 'SIGUSR2');
				await waitUntil(() => read().length > known, { what: 'a sample', why: shell.text });
				all.push(read().at(-1)!);
			}
			samples.push(leastOf(all));
			process.stderr.write(
				`no-leaks: ${done} of ${refreshes} refreshes after ${Math.round((performance.now() - began) / 1000)} s\n`,
			);
			world.forget();
		};
		for (let number = 0; number <= wanted; number++) {
			const goal = (refreshes * number) / wanted;
			let visits = 0;
			while (done < goal || (number > 0 && visits < leastVisits)) {
				visits++;
				if (!isRunning(node)) await pause(500);
				if (!isRunning(node)) throw new Error(`it has ended:\n${shell.text()}`);
				const dice = random.below(10);
				if (dice < 1) {
					bringAbout(world, random);
					faults++;
					await type(visit(random), 30);
					await pause(random.below(600));
					heal(world);
				} else if (dice < 3) {
					resize(shell, random);
					await pause(50);
				} else {
					await type(visit(random), 30);
					await type(['\u001b', '\u001b', '\u001b', '0'], 30);
				}
			}
			await look();
		}
		return { refreshes: done, faults, samples };
	} finally {
		shell.close();
	}
};
