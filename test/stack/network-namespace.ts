import { rm, writeFile } from 'node:fs/promises';
import { runProgram } from './run-program.ts';

/** A network of its own for an engine, so that its bridge and firewall rules never meet those of the machine. */
export type NetworkNamespace = { readonly file: string; readonly remove: () => Promise<void> };

/** Makes a network namespace, kept alive by a mount on `file`, with its loopback device up. */
export async function createNetworkNamespace(file: string): Promise<NetworkNamespace> {
	await writeFile(file, '');
	await runProgram('unshare', [`--net=${file}`, 'true']);
	await runProgram('nsenter', [`--net=${file}`, 'ip', 'link', 'set', 'lo', 'up']);
	return {
		file,
		remove: async () => {
			await runProgram('umount', [file]);
			await rm(file);
		},
	};
}
