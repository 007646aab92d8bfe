import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '../../terminal/random.ts';
import type { Suite } from '../suite.ts';
import { askDirectly } from './changing/asked-directly.ts';
import { typeAtRandom } from './changing/typed-at-random.ts';

const sources = ['prometheus', 'local'] as const;
const sum = (numbers: readonly number[]) => numbers.reduce((one, other) => one + other, 0);

/** What has to come over the wire where nothing forbids it, or the inputs would prove nothing. */
const reachable = [
	/^engine POST .*\/restart/,
	/^engine POST .*\/exec$/,
	/^engine DELETE /,
	/^ollama POST \/api\/generate/,
];

/** Nothing that is typed changes anything where `--read-only` is given. */
export const readOnly: Suite = {
	name: 'read-only',
	promise: 'never hurts',
	title: 'with --read-only nothing is changed, whatever is typed',
	how:
		'dist/aixcl top with AIXCL_READ_ONLY in a pty, between a Docker engine, a Prometheus, an Alertmanager, an Ollama and an ' +
		'Open WebUI that speak the recorded formats and keep every request: random keys of the keymap, signs, pastes of ' +
		'commands, reports of the mouse and answers of a terminal, in bursts and along every way to a change; of what came ' +
		'over the wire all is GET or HEAD, but the POSTs that are questions to Prometheus (query, query_range, series). ' +
		'Alertmanager and Open WebUI are only ever read. Each client asked directly for each change refuses and sends nothing. ' +
		'The same ways without --read-only do restart, remove, open a shell and unload, or the suite fails',
	unit: 'inputs read',
	full: 100_000,
	short: 600,
	async run(count, seed) {
		const home = await mkdtemp(join(tmpdir(), 'aixcl-read-only-'));
		const typing = (isReadOnly: boolean, inputs: number) =>
			Promise.all(
				sources.map((source, index) =>
					typeAtRandom({ home, random: createRandom(seed + index), count: inputs, isReadOnly, source }),
				),
			);
		try {
			const direct = await askDirectly();
			const runs = await typing(true, Math.ceil(count / sources.length));
			const allowed = (await typing(false, 1)).flatMap(({ changes }) => changes);
			const missed = reachable.filter(pattern => !allowed.some(change => pattern.test(change)));
			const wrong = [
				...direct.wrong,
				...runs.flatMap(({ changes }) => changes),
				...missed.map(pattern => `without --read-only nothing is sent that matches ${pattern}`),
			];
			const figures =
				`${sum(runs.map(each => each.requests)).toLocaleString('en')} requests, ${sum(runs.map(each => each.starts))} starts, ` +
				`${direct.count} changes asked of the clients themselves; ${allowed.length} changes where it may`;
			return {
				count: sum(runs.map(each => each.count)),
				failures: wrong.length,
				detail: [...wrong.slice(0, 3), figures].join('; '),
			};
		} finally {
			await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
		}
	},
};
