import { CONTAINER_IMAGE } from './containers.ts';
import type { RigHandle } from './rig-handle.ts';

/** Numbered lines without end, no two alike, also when the container is ended and started in between. */
export const numbering =
	'run=$(cut -d " " -f 1 /proc/uptime); n=0; while :; do n=$((n+1)); if [ $((n%3)) = 0 ]; then echo "run $run line $n" >&2; else echo "run $run line $n"; fi; usleep 4000; done';

/** Starts a container that writes; the labels make it a part of the project `aixcl`. */
export const runWriter = (rig: RigHandle, name: string, script: string, ...options: readonly string[]) =>
	rig.docker(
		...['run', '--detach', '--name', name, '--network', 'none', '--log-driver', 'json-file'],
		...['--label', 'com.docker.compose.project=aixcl', '--label', `com.docker.compose.service=${name}`],
		...[...options, CONTAINER_IMAGE, 'sh', '-c', script],
	);

/** Removes containers, those that are not there too. */
export const removeWriters = (rig: RigHandle, ...names: readonly string[]) =>
	rig.docker('rm', '--force', '--volumes', ...names).catch(() => undefined);
