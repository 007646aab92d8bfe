import { resolve } from 'node:path';
import { clean } from '../text/clean.ts';
import type { Container, ContainerState, Dependency, Health, Port } from './container.ts';
import type { Inspection } from './inspection.ts';
import { canonicalAddress } from './ip-address.ts';
import { at, listAt, numberAt, objectAt, textAt, timeAt } from './json-at.ts';

/** One row of the engine's list of containers, with what only an inspection tells left out. */
export type ListRow = Omit<Container, keyof Inspection> & {
	/** Health as the list has it; absent where it does not say. */
	readonly health: Health | undefined;
	/** While this stays the same and no event tells otherwise, an earlier inspection still holds. */
	readonly fingerprint: string;
};

/** Reads a row of `/containers/json`; undefined where it has no proper ID, for nothing can be done with such a one. */
export const parseListRow = (json: unknown): ListRow | undefined => {
	const id = textAt(json, 'Id');
	if (id === undefined || !isContainerId(id)) return undefined;
	const state = textAt(json, 'State')?.toLowerCase() ?? '';
	const status = textAt(json, 'Status') ?? '';
	const remark = /\(([^)]*)\)/.exec(status)?.[1] ?? '';
	// A container that started again without an event is young once more.
	const age = /^Up (?:Less than a second|\d+ seconds?)/.test(status) ? 'young' : '';
	return {
		id,
		name: clean(nameIn(listAt(json, 'Names')) ?? id.slice(0, 12), 256),
		image: clean(textAt(json, 'Image') ?? '', 256),
		state: stateOf[state] ?? 'dead',
		health: healthOf(remark),
		ports: listAt(json, 'Ports').flatMap(parsePort),
		project: labelIn(json, 'com.docker.compose.project') ?? labelIn(json, 'io.podman.compose.project'),
		service: labelIn(json, 'com.docker.compose.service') ?? labelIn(json, 'io.podman.compose.service'),
		replica: labelIn(json, 'com.docker.compose.container-number'),
		isOneOff: labelIn(json, 'com.docker.compose.oneoff')?.toLowerCase() === 'true',
		...composeFilesIn(json),
		dependsOn: dependenciesIn(textAt(json, 'Labels', 'com.docker.compose.depends_on')),
		networks: Object.keys(objectAt(json, 'NetworkSettings', 'Networks')).map(name => clean(name, 256)),
		addresses: addressesIn(json),
		createdAt: createdIn(json),
		fingerprint: `${state} ${remark} ${age}`,
	};
};

export const isContainerId = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/** Health in the engine's words, those of the list's remark too; undefined for anything else. */
export const healthOf = (word: string | undefined): Health | undefined => {
	if (word === 'healthy' || word === 'unhealthy') return word;
	return word === 'starting' || word === 'health: starting' ? 'starting' : undefined;
};

// The right column is Docker's; the left has Podman's names for the same too.
const stateOf: Readonly<Record<string, ContainerState | undefined>> = {
	created: 'created',
	configured: 'created',
	initialized: 'created',
	running: 'running',
	stopping: 'running',
	paused: 'paused',
	restarting: 'restarting',
	removing: 'removing',
	exited: 'exited',
	stopped: 'exited',
	dead: 'dead',
};

// A container that others link to is listed under their names for it as well, as /other/alias.
const nameIn = (names: readonly unknown[]): string | undefined => {
	const texts = names.filter(name => typeof name === 'string');
	return (texts.find(name => name.lastIndexOf('/') <= 0) ?? texts[0])?.replace(/^\//, '');
};

const labelIn = (json: unknown, label: string) => {
	const text = textAt(json, 'Labels', label);
	return text === undefined ? undefined : clean(text, 256);
};

// Podman's compose may label them relative to the folder it ran in.
const composeFilesIn = (json: unknown): Pick<Container, 'composeFiles'> => {
	const files = textAt(json, 'Labels', 'com.docker.compose.project.config_files');
	if (files === undefined) return {};
	const folder = textAt(json, 'Labels', 'com.docker.compose.project.working_dir') ?? '/';
	return { composeFiles: files.split(',').map(file => clean(resolve(folder, file))) };
};

// Such as `postgres:service_healthy:false,ollama:service_started:false`; the last word is whether it restarts with it.
const dependenciesIn = (label = ''): readonly Dependency[] =>
	label.split(',').flatMap(part => {
		const [service = '', condition = ''] = part.trim().split(':');
		return service === '' ? [] : [{ service: clean(service, 256), condition: clean(condition, 64) }];
	});

const addressesIn = (json: unknown): readonly string[] =>
	Object.values(objectAt(json, 'NetworkSettings', 'Networks')).flatMap(network =>
		['IPAddress', 'GlobalIPv6Address'].flatMap(key => canonicalAddress(textAt(network, key) ?? '') ?? []),
	);

// Seconds since the epoch; Podman has a text.
const createdIn = (json: unknown): number | undefined => {
	const seconds = numberAt(json, 'Created');
	return seconds === undefined ? timeAt(json, 'Created') : seconds > 0 ? seconds * 1000 : undefined;
};

const parsePort = (json: unknown): readonly Port[] => {
	const containerPort = numberAt(json, 'PrivatePort');
	if (containerPort === undefined) return [];
	const hostIp = textAt(json, 'IP');
	const hostPort = at(json, 'PublicPort') === 0 ? undefined : numberAt(json, 'PublicPort');
	return [
		{
			hostIp: hostIp === undefined ? undefined : clean(hostIp, 64),
			hostPort,
			containerPort,
			protocol: clean(textAt(json, 'Type') ?? 'tcp', 16),
		},
	];
};
