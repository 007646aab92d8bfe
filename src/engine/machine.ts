import { type Clean, clean } from '../text/clean.ts';
import type { Client } from './client.ts';
import { EngineError } from './engine-error.ts';
import { at, numberAt, textAt } from './json-at.ts';

/** The engine's machine; what the engine does not tell is absent. */
export type Machine = {
	readonly hostName: Clean | undefined;
	readonly cores: number | undefined;
	readonly memoryBytes: number | undefined;
	readonly dataFolder: Clean | undefined;
	readonly storageDriver: Clean | undefined;
	readonly isRootless: boolean | undefined;
	readonly runtimes: readonly Clean[] | undefined;
	readonly cdiDevices: readonly Clean[] | undefined;
	/** Containers have no control groups of their own, so that what is counted for one is the whole machine's. */
	readonly cannotCount: boolean;
};

export type MachineReader = {
	read(signal: AbortSignal): Promise<Machine>;
	/** As last read, where it was; a failure counts as told nothing until the next `clear`. */
	remembered(signal: AbortSignal): Promise<Machine>;
	clear(): void;
};

const untold: Machine = {
	hostName: undefined,
	cores: undefined,
	memoryBytes: undefined,
	dataFolder: undefined,
	storageDriver: undefined,
	isRootless: undefined,
	runtimes: undefined,
	cdiDevices: undefined,
	cannotCount: false,
};

// Podman has a key of its own for it.
const rootlessIn = (facts: unknown): boolean | undefined => {
	const own = at(facts, 'Rootless');
	const options = at(facts, 'SecurityOptions');
	if (typeof own === 'boolean') return own;
	return Array.isArray(options) ? options.some(text => text === 'name=rootless') : undefined;
};

// The first version of control groups cannot be handed to an ordinary user.
const cannotCountIn = (facts: unknown): boolean =>
	textAt(facts, 'CgroupDriver') === 'none' ||
	(rootlessIn(facts) === true && textAt(facts, 'CgroupVersion')?.replace('v', '') === '1');

// Docker tells them from 28.2 on.
const cdiIn = (facts: unknown): readonly Clean[] | undefined => {
	const found = at(facts, 'DiscoveredDevices');
	return Array.isArray(found) ? found.flatMap(device => cleanAt(device, 'ID') ?? []) : undefined;
};

const namesIn = (json: unknown) =>
	typeof json === 'object' && json !== null ? Object.keys(json).map(name => clean(name, 256)) : undefined;

const cleanAt = (json: unknown, key: string): Clean | undefined => {
	const text = textAt(json, key);
	return text === undefined ? undefined : clean(text);
};

export const createMachineReader = (client: Client, ms: number): MachineReader => {
	let last: Machine | undefined;

	const read = async (signal: AbortSignal): Promise<Machine> => {
		try {
			const facts = await client.call((docker, abortSignal) => docker.info({ abortSignal }), { signal, ms });
			const hostName = textAt(facts, 'Name');
			last = {
				hostName: hostName === undefined ? undefined : clean(hostName, 256),
				cores: numberAt(facts, 'NCPU') || undefined,
				memoryBytes: numberAt(facts, 'MemTotal') || undefined,
				dataFolder: cleanAt(facts, 'DockerRootDir'),
				storageDriver: cleanAt(facts, 'Driver'),
				isRootless: rootlessIn(facts),
				runtimes: namesIn(at(facts, 'Runtimes')),
				cdiDevices: cdiIn(facts),
				cannotCount: cannotCountIn(facts),
			};
		} catch (error) {
			if (signal.aborted) throw error;
			last = untold;
			// A socket proxy may forbid this and allow everything else.
			if (!(error instanceof EngineError) || error.kind !== 'answered') throw error;
		}
		return last;
	};

	return {
		read,
		async remembered(signal) {
			try {
				return last ?? (await read(signal));
			} catch (error) {
				if (signal.aborted) throw error;
				return untold;
			}
		},
		clear() {
			last = undefined;
		},
	};
};
