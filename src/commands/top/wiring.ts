import { hostname } from 'node:os';
import type { Audit } from '../../audit/audit.ts';
import { withAudit } from '../../audit/audited-engine.ts';
import type { Config } from '../../config/config.ts';
import type { Engine } from '../../engine/container.ts';
import { resolveEndpoint } from '../../engine/endpoint.ts';
import type { Endpoint } from '../../engine/endpoint-address.ts';
import { createEngine } from '../../engine/engine.ts';
import { createOllama } from '../../llm/ollama.ts';
import { createAutoSource } from '../../sources/auto.ts';
import { createAmdgpu } from '../../sources/gpu/amdgpu.ts';
import { createNvidiaSmi } from '../../sources/gpu/nvidia-smi.ts';
import { createLocalSource } from '../../sources/local.ts';
import { createPrometheusSource } from '../../sources/prometheus.ts';
import type { Source } from '../../sources/source.ts';
import { endpointSettings } from '../endpoint-settings.ts';
import { prometheusAccess } from '../prometheus-access.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The sources this run may use, best first. This machine itself stands in for Prometheus only where nobody asked
 * for one, nor for a host that only a Prometheus can know. `settle` is how long the local sampler watches before its first answer, in milliseconds.
 */
export const createSources = (
	config: Config,
	{ settle }: { readonly settle?: number } = {},
): readonly [Source, ...Source[]] => {
	const { source, prometheus, prometheusWasGiven, instance } = config;
	const remote = () =>
		createPrometheusSource({ url: prometheus, thisHostName: hostname(), access: prometheusAccess(config) });
	const local = () =>
		createLocalSource({
			ollama: createOllama({ url: config.ollama, isReadOnly: true }),
			gpus: [createNvidiaSmi(), createAmdgpu()],
			...(settle === undefined ? {} : { settle }),
		});
	if (source === 'local') return [local()];
	const needsRemote = source === 'prometheus' || prometheusWasGiven || instance !== undefined;
	return needsRemote ? [remote()] : [remote(), local()];
};

/** One source for the life of a screen: where both may be used, the local one yields to Prometheus. */
export const createSource = (config: Config): Source => {
	const [first, second] = createSources(config);
	return second ? createAutoSource(first, second) : first;
};

/** The way to the engine, which may come up later than we do. */
export type EngineAccess = {
	/** The engine; the same one once it was found. Rejects with an AixclError while there is none. */
	connect(): Promise<Engine>;
	close(): void;
};

/** What is done to a container through it is recorded where `audit` is given. */
export const createEngineAccess = (config: Config, env: Environment, audit?: Audit): EngineAccess => {
	let engine: Engine | undefined;
	let isClosed = false;
	const open = (endpoint: Endpoint): Engine => {
		const plain = createEngine(endpoint, { isReadOnly: config.readOnly });
		return audit ? withAudit(plain, audit) : plain;
	};
	const find = async (): Promise<Engine> => {
		const endpoint = await resolveEndpoint(endpointSettings(config, env));
		engine ??= open(endpoint);
		if (isClosed) engine.close();
		return engine;
	};
	return {
		connect: async () => engine ?? find(),
		close() {
			isClosed = true;
			engine?.close();
		},
	};
};
