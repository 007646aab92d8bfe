import type { Config } from '../../config/config.ts';
import type { Container, ContainerStats } from '../../engine/container.ts';
import { AixclError } from '../../errors.ts';
import { detailIds } from '../../metrics/catalogue/catalogue.ts';
import type { History } from '../../metrics/history.ts';
import type { Snapshot } from '../../metrics/snapshot.ts';
import type { Source } from '../../sources/source.ts';
import { clean } from '../../text/clean.ts';
import { isComplete, usageIn } from '../../ui/containers/usage.ts';
import type { EngineFindings, Failure, Findings } from './findings.ts';
import type { OnceRequest } from './once-request.ts';
import { readCharts } from './read-history.ts';
import { readStatsOnce } from './stats-once.ts';
import { createEngineAccess, createSources, type EngineAccess } from './wiring.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const unmeasured = (containers: readonly Container[], snapshot: Snapshot | undefined): readonly string[] => {
	const measured = snapshot && usageIn(snapshot);
	const isMeasured = (id: string) => {
		const usage = measured?.get(id);
		return usage !== undefined && isComplete(usage);
	};
	return containers.filter(({ id, state }) => state === 'running' && !isMeasured(id)).map(({ id }) => id);
};

const noSuchHost = (instance: string, { hosts }: Snapshot) =>
	new AixclError(`Prometheus has no host "${clean(instance, 80)}"`, {
		code: 'prometheus',
		hint:
			hosts.length === 0
				? 'It has no node_exporter metrics at all.'
				: `It has ${hosts.map(host => `${host.name ?? host.instance}`).join(', ')}.`,
	});

const noNumbers = (at: number, reach: number | undefined) =>
	new AixclError(`Prometheus knows nothing of ${new Date(at).toISOString()}`, {
		code: 'prometheus',
		hint: reach === undefined ? 'It has no numbers at all.' : `Its numbers begin at ${new Date(reach).toISOString()}.`,
	});

type Look = {
	readonly config: Config;
	readonly env: Environment;
	readonly request: Pick<OnceRequest, 'at' | 'window'>;
};

/**
 * Looks once at everything: numbers from the first source that answers, and the engine beside it, which is left out of a
 * look at the past. What fails is a finding; it rejects only for a request that makes no sense.
 */
export const readOnce = async ({ config, env, request }: Look, signal: AbortSignal): Promise<Findings> => {
	const { at, window } = request;
	const [first, second] = createSources(config, { settle: 1000 });
	const access = createEngineAccess(config, env);
	const failures: Failure[] = [];
	let history: History | undefined;

	const read = async (source: Source): Promise<Snapshot | undefined> => {
		try {
			const host = config.instance === undefined ? {} : { host: config.instance };
			const options = at === undefined ? host : { ...host, at };
			const snapshot = await source.read(signal, options);
			const isEmpty = Object.keys(snapshot.readings).length === 0 && snapshot.targets.length === 0;
			if (at !== undefined && isEmpty) throw noNumbers(at, await source.reach(signal).catch(() => undefined));
			if (config.instance !== undefined && snapshot.host === undefined) throw noSuchHost(config.instance, snapshot);
			if (window) history = await readCharts(source, window, snapshot.at, signal, host);
			// What is too much for every refresh is not too much for one; without it the rest still stands.
			const details = await source.details(detailIds, signal, options).catch(() => ({}));
			return { ...snapshot, readings: { ...snapshot.readings, ...details } };
		} catch (error) {
			if (error instanceof AixclError && error.code === 'usage') throw error;
			failures.push({ source: source.name, error });
			return undefined;
		}
	};
	try {
		const primary = read(first);
		const secondary = primary.then(found => (found || !second ? undefined : read(second)));
		secondary.catch(() => {});
		let engine: EngineFindings | undefined;
		let stats: ReadonlyMap<string, ContainerStats> = new Map();
		if (at === undefined) {
			try {
				engine = await describeEngine(access, signal);
				const known = first.name === 'prometheus' ? await primary : undefined;
				stats = await readStatsOnce(await access.connect(), unmeasured(engine.containers ?? [], known), signal);
			} catch (error) {
				failures.push({ source: 'engine', error });
			}
		}
		const snapshot = (await primary) ?? (await secondary);
		const { name, url, skew } = second && snapshot?.via === 'local' ? second : first;
		return {
			at: Date.now(),
			source: { name, url, skew },
			askedAt: at,
			snapshot,
			history,
			engine,
			stats,
			failures,
		};
	} finally {
		access.close();
		first.close();
		second?.close();
	}
};

const describeEngine = async (access: EngineAccess, signal: AbortSignal): Promise<EngineFindings> => {
	const engine = await access.connect();
	const [info, containers] = await Promise.all([engine.info(signal), engine.list(signal)]);
	return { url: engine.endpoint.url, from: engine.endpoint.from, info, containers };
};
