import { clean } from '../text/clean.ts';
import type { Port } from './container.ts';
import { textAt } from './json-at.ts';

/** Reads an inspection's ports, e.g. `{"80/tcp": [{"HostIp": "127.0.0.1", "HostPort": "8080"}], "81/tcp": null}`. */
export const parsePortMap = (map: Readonly<Record<string, unknown>>): readonly Port[] =>
	Object.entries(map).flatMap(([key, bindings]) => {
		const [, number = '', protocol = 'tcp'] = /^(\d{1,5})(?:\/(\w{1,16}))?$/.exec(key) ?? [];
		if (number === '') return [];
		const inner = { containerPort: Number(number), protocol: clean(protocol) };
		if (!Array.isArray(bindings) || bindings.length === 0)
			return [{ hostIp: undefined, hostPort: undefined, ...inner }];
		return bindings.map((binding: unknown) => {
			const hostIp = textAt(binding, 'HostIp');
			return {
				hostIp: hostIp === undefined ? undefined : clean(hostIp, 64),
				hostPort: Number(textAt(binding, 'HostPort')) || undefined,
				...inner,
			};
		});
	});
