import { composeConfig } from '../../stack/compose-config.ts';
import { overlayNames } from '../../stack/compose-files.ts';
import { findStackParts } from '../../stack/stack-parts.ts';
import type { Suite } from '../suite.ts';
import { exceptions, hardeningProblems, needlessExceptions, ruleCount, type Service } from './hardening/lint.ts';

const choices: readonly (readonly string[])[] = [
	[],
	...overlayNames.map(name => [name]),
	['engine-25', 'rslave', 'containerd', 'oom', 'gpu-nvidia', 'ollama-direct'],
	['podman', 'gpu-amd'],
];

/** What the containers of the stack may do, as Compose itself reads the files. */
export const hardening: Suite = {
	name: 'hardening',
	promise: 'small, pinned, checkable',
	title: 'every container of the stack is as small and powerless as it can be',
	how:
		`The shipped compose files, alone and with every overlay, composed by Compose: ${ruleCount} rules for each service: exact image ` +
		'versions, no privileges, new or old, no capabilities, read-only root, not root, no namespace of the machine, ports on ' +
		'127.0.0.1, limits of memory and processes, a health check, rotated logs, no engine socket, bind mounts read-only, no ' +
		`secret in an environment or a command. ${Object.values(exceptions).flatMap(Object.keys).length} exceptions are listed with their reasons, and one that is not needed fails`,
	unit: 'rules on services',
	full: 2000,
	short: 2000,
	async run() {
		const { parts, missing } = findStackParts();
		if (!parts) throw new Error(missing);
		const seen: (readonly [string, Service])[] = [];
		const wrong: string[] = [];
		for (const overlays of choices) {
			const { services } = await composeConfig(parts.compose, overlays);
			for (const [name, service] of Object.entries(services)) {
				seen.push([name, service]);
				const where = overlays.length === 0 ? '' : ` (with ${overlays.join(', ')})`;
				wrong.push(...hardeningProblems(name, service).map(problem => problem + where));
			}
		}
		wrong.push(...needlessExceptions(seen));
		const images = new Set(seen.map(([, { image }]) => image));
		const digests = [...images].filter(image => image.includes('@sha256:'));
		const loose = new Set(['cap_drop', 'read_only', 'mem_limit'].flatMap(rule => Object.keys(exceptions[rule] ?? {})));
		return {
			count: seen.length * ruleCount,
			failures: wrong.length,
			detail: wrong.slice(0, 5).join('; '),
			short:
				`${images.size - digests.length} of ${images.size} images are pinned by an exact version and not by a digest, which nobody could look up ` +
				`where this was written; ${[...loose].join(', ')} run as their images want it, with capabilities and a writable root`,
		};
	},
};
