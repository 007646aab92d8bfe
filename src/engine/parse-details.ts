import { clean } from '../text/clean.ts';
import type { ContainerDetails, Mount, NetworkAttachment } from './details.ts';
import { parseHealthCheck } from './health-check.ts';
import { at, listAt, numberAt, objectAt, textAt, textsAt, timeAt } from './json-at.ts';
import { isContainerId } from './list-row.ts';
import { parsePortMap } from './port-map.ts';
import { cleanMasked, maskInText, maskValue } from './secret-values.ts';

/** Reads the answer of `/containers/ID/json`; what may be secret in it is masked here, and known nowhere else. */
export const parseDetails = (json: unknown): ContainerDetails => {
	const cleanAt = (...keys: readonly string[]) => {
		const text = textAt(json, ...keys);
		return text === undefined ? undefined : clean(text, 512);
	};
	const cleanListAt = (...keys: readonly string[]) => textsAt(json, ...keys).map(text => clean(text, 128));
	const told = textAt(json, 'Id') ?? '';
	const id = isContainerId(told) ? told : '';
	return {
		id,
		pid: positive(numberAt(json, 'State', 'Pid')),
		name: clean(textAt(json, 'Name')?.replace(/^\//, '') ?? id.slice(0, 12), 256),
		image: clean(textAt(json, 'Config', 'Image') ?? textAt(json, 'ImageName') ?? '', 256),
		imageId: cleanAt('Image'),
		createdAt: timeAt(json, 'Created'),
		command: cleanMasked(commandIn(json), 1000),
		workingDir: cleanAt('Config', 'WorkingDir'),
		user: cleanAt('Config', 'User'),
		restartPolicy: policyIn(json),
		env: textsAt(json, 'Config', 'Env').map(parseVariable),
		labels: Object.entries(objectAt(json, 'Config', 'Labels')).flatMap(parseLabel),
		mounts: listAt(json, 'Mounts').flatMap(parseMount),
		networks: Object.entries(objectAt(json, 'NetworkSettings', 'Networks')).map(parseNetwork),
		networkMode: cleanAt('HostConfig', 'NetworkMode'),
		ports: parsePortMap(objectAt(json, 'NetworkSettings', 'Ports')),
		memoryLimit: positive(numberAt(json, 'HostConfig', 'Memory')),
		cpuLimit: cpuLimitIn(json),
		pidsLimit: positive(numberAt(json, 'HostConfig', 'PidsLimit')),
		isPrivileged: at(json, 'HostConfig', 'Privileged') === true,
		isReadOnlyRoot: at(json, 'HostConfig', 'ReadonlyRootfs') === true,
		capAdd: cleanListAt('HostConfig', 'CapAdd'),
		capDrop: cleanListAt('HostConfig', 'CapDrop'),
		logDriver: cleanAt('HostConfig', 'LogConfig', 'Type'),
		isTty: at(json, 'Config', 'Tty') === true,
		health: parseHealthCheck(json),
	};
};

// Path and Args are what is run; Podman's Config tells the same in two.
const commandIn = (json: unknown): string => {
	const words = [textAt(json, 'Path') ?? '', ...textsAt(json, 'Args')];
	return words
		.map(word => (/^[^\s"']+$/.test(word) || word === '' ? word : JSON.stringify(word)))
		.join(' ')
		.trim();
};

const policyIn = (json: unknown) => {
	const name = textAt(json, 'HostConfig', 'RestartPolicy', 'Name');
	if (name === undefined) return undefined;
	const most = numberAt(json, 'HostConfig', 'RestartPolicy', 'MaximumRetryCount') ?? 0;
	return clean(most > 0 ? `${name}:${most}` : name, 64);
};

const parseVariable = (text: string): ContainerDetails['env'][number] => {
	const cut = text.indexOf('=');
	const [name, value] = cut < 0 ? [text, ''] : [text.slice(0, cut), text.slice(cut + 1)];
	const shown = maskValue(name, value);
	return { name: clean(name, 256), value: clean(shown, 1000), isMasked: shown !== value };
};

const parseLabel = ([name, value]: [string, unknown]): ContainerDetails['labels'] => {
	if (typeof value !== 'string') return [];
	// What Compose and image builders write there is known to be digests and the like.
	const isKnown = /^(?:com\.docker\.compose|org\.opencontainers\.image)\./.test(name);
	return [{ name: clean(name, 256), value: clean(isKnown ? maskInText(value) : maskValue(name, value), 1000) }];
};

const parseMount = (json: unknown): readonly Mount[] => {
	const target = textAt(json, 'Destination');
	if (target === undefined) return [];
	return [
		{
			type: clean(textAt(json, 'Type') ?? 'bind', 32),
			source: clean(textAt(json, 'Name') ?? textAt(json, 'Source') ?? '', 512),
			target: clean(target, 512),
			isReadOnly: at(json, 'RW') === false,
		},
	];
};

const parseNetwork = ([name, json]: [string, unknown]): NetworkAttachment => {
	const address = textAt(json, 'IPAddress') ?? textAt(json, 'GlobalIPv6Address');
	const gateway = textAt(json, 'Gateway') ?? textAt(json, 'IPv6Gateway');
	return {
		name: clean(name, 256),
		address: address === undefined ? undefined : clean(address, 64),
		gateway: gateway === undefined ? undefined : clean(gateway, 64),
		aliases: textsAt(json, 'Aliases').map(alias => clean(alias, 256)),
	};
};

const cpuLimitIn = (json: unknown): number | undefined => {
	const nano = positive(numberAt(json, 'HostConfig', 'NanoCpus'));
	if (nano !== undefined) return nano / 1e9;
	const quota = positive(numberAt(json, 'HostConfig', 'CpuQuota'));
	const period = positive(numberAt(json, 'HostConfig', 'CpuPeriod')) ?? 100_000;
	return quota === undefined ? undefined : quota / period;
};

const positive = (value: number | undefined): number | undefined =>
	value !== undefined && value > 0 ? value : undefined;
