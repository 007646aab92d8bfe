import { createReadStream } from 'node:fs';
import type { Clients } from './details.ts';
import { canonicalAddress } from './ip-address.ts';
import { parseSocketTable, type TcpSocket } from './socket-table.ts';

export type Served = {
	/** The container, 64 hexadecimal digits. */
	readonly id: string;
	/** Of its first process, as the engine of this machine tells it. */
	readonly pid: number;
	/** Its own addresses. */
	readonly addresses: readonly string[];
};

// Some 30,000 sockets. A longer table is not worth the time that it takes.
const longest = 4 * 2 ** 20;

/**
 * Who is connected to a container of this machine, from the kernel's table of sockets of its network namespace.
 * Undefined where that cannot be known: the process is not to be read, or is not the container's (an engine that only
 * looks local, in a virtual machine or behind a forwarded socket, counts its processes otherwise).
 */
export const readClients = async (
	{ id, pid, addresses }: Served,
	signal: AbortSignal,
	proc = '/proc',
): Promise<Clients | undefined> => {
	const own = new Set(addresses.map(canonicalAddress));
	try {
		const folder = `${proc}/${pid}`;
		const four = await readText(`${folder}/net/tcp`, signal);
		// A kernel without IPv6 has no such table.
		const six = await readText(`${folder}/net/tcp6`, signal).catch(() => '');
		// Read last, for the number may meanwhile have become that of another process.
		if (!(await readText(`${folder}/cgroup`, signal)).includes(id)) return undefined;
		return countClients([...parseSocketTable(four), ...parseSocketTable(six)], own);
	} catch {
		return undefined;
	}
};

const countClients = (sockets: readonly TcpSocket[], own: ReadonlySet<string | undefined>): Clients => {
	const served = new Set(sockets.filter(({ state }) => state === 'listening').map(({ local }) => local.port));
	const counts = new Map<string, number>();
	for (const { state, local, remote } of sockets) {
		if (state !== 'established' || !served.has(local.port) || !own.has(local.address) || own.has(remote.address))
			continue;
		counts.set(remote.address, (counts.get(remote.address) ?? 0) + 1);
	}
	return counts;
};

const readText = async (path: string, signal: AbortSignal): Promise<string> => {
	let text = '';
	for await (const chunk of createReadStream(path, { encoding: 'latin1', signal })) {
		text += chunk;
		if (text.length > longest) throw new Error(`${path} is too long`);
	}
	return text;
};
