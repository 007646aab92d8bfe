import { machineOf } from '../../metrics/machine.ts';
import { isLoopback } from '../grafana.ts';
import type { EngineView } from '../model.ts';

const usualSocket = 'unix:///var/run/docker.sock';
// What a shell takes as it stands.
const plain = /^[\w.:/@[\]-]+$/;

/** The machine that the engine is on, where it is another one: as it is named in the engine's address, `user@` left out. */
export const engineMachine = ({ url }: EngineView): string | undefined =>
	url === undefined || url.startsWith('unix:') || isLoopback(url) ? undefined : machineOf(url);

/** The command that follows a container's log without aixcl, at the same engine. */
export const logsCommand = ({ url, info }: EngineView, id: string): string => {
	const what = `logs --timestamps --tail 200 -f ${id.slice(0, 12)}`;
	const isNamed = url !== undefined && url !== usualSocket && plain.test(url);
	if (info?.product === 'podman') return `podman ${isNamed && !url.startsWith('unix:') ? `--url ${url} ` : ''}${what}`;
	return `docker ${isNamed ? `--host ${url} ` : ''}${what}`;
};
