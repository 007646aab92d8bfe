import type { RigHandle } from '../../../stack/rig-handle.ts';

/** The version of a Prometheus, as it tells it itself. */
export const prometheusVersion = async (url: string): Promise<string> => {
	const answer = (await (await fetch(`${url}/api/v1/status/buildinfo`)).json()) as { data: { version: string } };
	return `Prometheus ${answer.data.version}`;
};

/** The versions of the programs that are asked. */
export const versionsOf = async ({ prometheusUrl, docker }: RigHandle): Promise<readonly string[]> => [
	await prometheusVersion(prometheusUrl),
	`Docker ${await docker('version', '--format', '{{.Server.Version}}')}`,
];
