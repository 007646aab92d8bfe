import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildWithout } from '../obeying/build-without.ts';
import { type Program, startProgram } from '../obeying/program.ts';
import { compositor, outputGuard } from '../obeying/walls.ts';
import { type DocumentName, documents } from './documents.ts';
import { type Payload, payloads } from './payloads.ts';
import { hollowAtAll, type Place } from './places.ts';
import { startToldWorld, type ToldWorld } from './told-world.ts';

/** Keys to each thing there is to see, from where the one before has led. */
const views: readonly string[] = [
	...['\u001b\u001b1', 'f', 'f2', 'f', 'f3', 'f', 'f5', 'f', 'f8', 'f', 'f9', 'f', 'm', 'm', 'fA', 'f'],
	...['\u001b\u001b4', 'f', 'sss', '.', '\u001b', 'c', '\u001b', '\r', '2', '3', '4', '5', '6', '7', '8', '\u001b'],
	...['l', 'f', 'w', 't', '\u001b', '\u001b', 'd', 'd', 'i', '\u001b', '?', '\u001b'],
];

/** How many there are of each payload, which is in all fields at once. */
export const screens = views.length;

// What decides whether there is anything to see: the form of the answer, IDs, states, times and numbers.
const kept =
	/^(?:Id|ID|id|State|Status|status|state|Titles|Action|Type|resultType|ApiVersion|MinAPIVersion|Created|StartedAt|FinishedAt|End|__name__|aixcl|job|version|group|activeAt|endsAt|value|values|digest|expires_at|type)$/;

const isSeen = ({ path, isName }: Place): boolean =>
	isName
		? /^(?:Labels|labels|metric|annotations)$/.test(String(path.at(-2)))
		: !path.some(step => kept.test(String(step)));

const told: readonly DocumentName[] = [
	...(['version', 'info', 'list', 'inspect', 'top', 'events'] as const),
	...(['recorded', 'range', 'rules', 'sent-alerts', 'silences', 'models'] as const),
];

/** Puts a payload into all that can be seen, every other time into names of labels, too. */
const putAll = (world: ToldWorld, payload: Payload, index: number): void => {
	for (const name of told) {
		const { json, places } = documents[name];
		const seen = places.filter(place => isSeen(place) && !(place.isName && index % 2 === 0));
		world.put(name, hollowAtAll(json, seen, 1 + (index % 2))(payload));
	}
	world.putLog(Buffer.concat([payload.bytes, Buffer.from('\n')]));
};

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

const readAnew = async (world: ToldWorld, program: Program): Promise<void> => {
	const before = new Map(world.given);
	world.engine.emit('restart', world.id);
	const isRead = (name: DocumentName) => (world.given.get(name) ?? 0) > (before.get(name) ?? 0) + 1;
	for (let turn = 0; turn < 200 && !(isRead('list') && isRead('recorded')); turn++) await pause(25);
	if (!isRead('list') || !isRead('recorded')) throw new Error(`it reads no more:\n${program.oracle.text()}`);
};

/** Shows some payloads, by their indices; resolves with what was wrong. */
export const runScreenCases = async (indices: Iterable<number>): Promise<readonly string[]> => {
	const home = await mkdtemp(join(tmpdir(), 'aixcl-fields-'));
	const { file, remove } = await buildWithout(compositor, outputGuard);
	await using world = await startToldWorld();
	let program: Program | undefined;
	const failures: string[] = [];
	try {
		const args = ['top', '--interval', '500ms', '--source', 'prometheus'];
		program = startProgram({ file, args, env: world.env, home, columns: 180, rows: 70 });
		await program.until(/recorded[\s\S]*q quit/);
		for (const index of indices) {
			const payload = payloads[index]!;
			putAll(world, payload, index);
			await readAnew(world, program);
			for (const keys of views) {
				const before = program.oracle.count();
				program.type(keys);
				await pause(40);
				if (program.oracle.count() > before)
					failures.push(`${JSON.stringify(keys)} with ${payload.name.slice(0, 40)}: ${program.oracle.effects.at(-1)}`);
			}
		}
		await program.until(/q quit/);
		return failures;
	} finally {
		program?.close();
		await remove();
		await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
	}
};
