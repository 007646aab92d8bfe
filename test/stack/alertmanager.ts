import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Child, createChild } from './child.ts';
import { freePort } from './free-port.ts';
import type { StackParts } from './stack-parts.ts';

const CONFIG = fileURLToPath(new URL('../../provisioning/alertmanager/alertmanager.yml', import.meta.url));

/** A running Alertmanager, and the `host:port` at which Prometheus finds it. */
export type RigAlertmanager = { readonly child: Child; readonly target: string };

/** Starts the real Alertmanager with the configuration that is shipped, on a free loopback port. */
export async function startAlertmanager(parts: StackParts, folder: string): Promise<RigAlertmanager> {
	const target = `127.0.0.1:${await freePort()}`;
	// Debian's reads its templates from a place that its unpacked package does not have: it sees that tree over the system's.
	const mounted = 'mount -t overlay overlay -o "lowerdir=$0/usr/share:/usr/share" /usr/share && exec "$@"';
	const child = createChild({
		name: 'alertmanager',
		command: 'unshare',
		args: [
			...['--mount', 'sh', '-c', mounted, parts.alertmanagerTree, parts.alertmanager],
			...[`--config.file=${CONFIG}`, `--storage.path=${join(folder, 'alertmanager')}`],
			...[`--web.listen-address=${target}`, '--cluster.listen-address='],
		],
		folder,
		ready: async () => (await fetch(`http://${target}/-/ready`, { signal: AbortSignal.timeout(2000) })).ok,
	});
	await child.start();
	return { child, target };
}
