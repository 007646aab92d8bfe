import { loadConfig } from '../../config/load-config.ts';
import type { Container, Engine } from '../../engine/container.ts';
import { composeFilePath } from '../../stack/paths.ts';
import type { Invocation, Run } from '../command.ts';
import { mergeByTime, type NamedLine } from '../log-reading/merge.ts';
import { everything } from '../log-reading/moments.ts';
import { createReorder } from '../log-reading/reorder.ts';
import { unknownLines } from '../log-reading/unknown-lines.ts';
import { createEngineAccess } from '../top/wiring.ts';
import { followContainer } from './follow.ts';
import { createLineFormat } from './format.ts';
import { type LogsRequest, parseLogsRequest } from './request.ts';
import { type LogTarget, logTargets, previousTargets } from './targets.ts';
import { createWanted } from './wanted.ts';

type Printing = {
	readonly format: (line: NamedLine) => string;
	readonly wantedOf: (lines: readonly NamedLine[]) => readonly NamedLine[];
	readonly request: LogsRequest;
};

const batch = 500;

async function* linesOf(engine: Engine, { name, container, before }: LogTarget, request: LogsRequest) {
	if (!container) return;
	const { tail, since } = request;
	const until = before ?? request.until;
	const limits = { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) };
	const { signal } = new AbortController();
	// The engine takes the last lines of all, and of those what was written by then.
	const isLimited = until !== undefined && tail < everything;
	const asked = { tail: isLimited ? everything : tail, follow: false, ...limits };
	const lines = engine.logs(container.id, asked, signal);
	const wanted = isLimited ? (await unknownLines(lines, undefined, { count: tail, isTail: false })).lines : lines;
	for await (const line of wanted) yield { name, line };
}

const printAll = async (
	engine: Engine,
	targets: readonly LogTarget[],
	{ format, wantedOf, request }: Printing,
	write: Invocation['write'],
) => {
	let lines: NamedLine[] = [];
	const print = async () => {
		const text = wantedOf(lines).map(format).join('');
		lines = [];
		return text === '' || (await write(text));
	};
	for await (const line of mergeByTime(targets.map(target => linesOf(engine, target, request)))) {
		lines.push(line);
		if (lines.length === batch && !(await print())) return;
	}
	await print();
};

const follow = async (
	engine: Engine,
	targets: readonly LogTarget[],
	{ format, wantedOf, request }: Printing,
	{ write, tell }: Pick<Invocation, 'write' | 'tell'>,
) => {
	const controller = new AbortController();
	const { signal } = controller;
	let writing = Promise.resolve();
	let failure: unknown;
	const pick = (lines: readonly NamedLine[]): readonly NamedLine[] => {
		try {
			return wantedOf(lines);
		} catch (error) {
			failure = error;
			controller.abort();
			return [];
		}
	};
	const reorder = createReorder<NamedLine>(
		lines => {
			const shown = pick(lines);
			if (shown.length === 0) return;
			writing = writing.then(async () => {
				if (!(await write(shown.map(format).join('')))) controller.abort();
			});
		},
		({ name }) => name,
	);
	await Promise.all(
		targets.map(({ name }) =>
			followContainer({
				...{ engine, name, signal, tail: request.tail, since: request.since },
				push: reorder.push,
				tell: message => void tell(`aixcl: ${message}\n`).catch(() => {}),
			}),
		),
	);
	reorder.flush();
	await writing;
	if (failure !== undefined) throw failure;
};

const mostTries = 20;

/** The containers with their times: of very many a list does not know them at once. */
const inspected = async (engine: Engine): Promise<readonly Container[]> => {
	const { signal } = new AbortController();
	for (let tries = 1; ; tries++) {
		const containers = await engine.list(signal);
		const isKnown = containers.every(({ state, startedAt }) => state === 'created' || startedAt !== undefined);
		if (isKnown || tries === mostTries) return containers;
	}
};

/** Prints what the stack's containers wrote, in the order of time; with `--follow` goes on until it is ended. */
export const runLogs: Run = async ({ flags, env, input, terminal, write, tell }) => {
	const request = parseLogsRequest(flags, Date.now());
	const config = await loadConfig({ flags, env });
	const access = createEngineAccess({ ...config, readOnly: true }, env);
	try {
		const engine = await access.connect();
		const containers = await engine.list(new AbortController().signal);
		const meant = logTargets(input, containers, {
			isFollowing: request.isFollowing,
			composeFile: composeFilePath(),
		});
		const targets = request.isPrevious ? previousTargets(meant, await inspected(engine)) : meant;
		const names = targets.map(({ name }) => name);
		const isTerminal = terminal.output;
		const format = createLineFormat(names, {
			isTerminal,
			hasColour: isTerminal && !config.noColor,
			hasTimes: request.hasTimes,
		});
		const printing = { request, format, wantedOf: createWanted(request) };
		if (request.isFollowing) await follow(engine, targets, printing, { write, tell });
		else await printAll(engine, targets, printing, write);
		return 0;
	} finally {
		access.close();
	}
};
