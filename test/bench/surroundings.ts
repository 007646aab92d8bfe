import { createCleanup } from '../stack/cleanup.ts';
import { findParts } from '../stack/parts.ts';
import { startRig } from '../stack/rig.ts';
import { stopOnSignal } from '../stack/stop-on-signal.ts';
import { startFakeEngine } from '../support/fake-engine.ts';
import { startUnruled } from './unruled.ts';

/** The real parts that the programs look at. */
export type Surroundings = {
	/** In words, for the table. */
	readonly what: string;
	readonly prometheusUrl: string | undefined;
	/** A second Prometheus with the same targets and none of our rules. */
	readonly unruledUrl: string | undefined;
	readonly dockerHost: string | undefined;
	/** Fake engines with 10 and with 1,000 containers: so many real ones would measure the machine. */
	readonly few: string;
	readonly many: string;
	/** The docker command of the rig; absent where the engine was given. */
	readonly docker?: string | undefined;
	stop(): Promise<void>;
};

const { AIXCL_PROMETHEUS_URL: givenUrl, DOCKER_HOST: givenHost } = process.env;

/** Those the environment names, else a rig; where there is neither, nothing, and why. */
export const findSurroundings = async ({ needsUnruled }: { readonly needsUnruled: boolean }): Promise<Surroundings> => {
	const cleanup = createCleanup();
	const { parts, missing } = findParts();
	const fakes = await Promise.all([10, 1000].map(containers => startFakeEngine({ containers })));
	for (const fake of fakes) cleanup.add(fake.stop);
	const [few = '', many = ''] = fakes.map(({ url }) => url);
	const withUnruled = async (what: string, prometheusUrl: string, dockerHost: string): Promise<Surroundings> => {
		const unruled = parts && needsUnruled ? await startUnruled(parts, prometheusUrl) : undefined;
		if (unruled) cleanup.add(unruled.stop);
		return { what, prometheusUrl, dockerHost, few, many, unruledUrl: unruled?.url, stop: cleanup.run };
	};
	try {
		if (givenUrl && givenHost) {
			cleanup.add(stopOnSignal(cleanup.run));
			return await withUnruled('Prometheus and engine as given', givenUrl, givenHost);
		}
		if (!parts) {
			const none = { prometheusUrl: undefined, unruledUrl: undefined, dockerHost: undefined, few, many };
			return { what: `neither Prometheus nor engine: ${missing}`, ...none, stop: cleanup.run };
		}
		const rig = await startRig();
		cleanup.add(rig.stop);
		const count = Object.keys(rig.containers).length;
		const what = `a rig of ${rig.generation} with ${count} containers`;
		const { docker } = rig.engineAccess;
		return { ...(await withUnruled(what, rig.prometheusUrl, rig.dockerHost)), docker };
	} catch (error) {
		await cleanup.run().catch(() => undefined);
		throw error;
	}
};
