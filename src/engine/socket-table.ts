import { endianness } from 'node:os';
import { canonicalAddress } from './ip-address.ts';

/** One TCP socket of a network namespace. */
export type TcpSocket = {
	/** Addresses as `canonicalAddress` writes them. */
	readonly local: { readonly address: string; readonly port: number };
	readonly remote: { readonly address: string; readonly port: number };
	readonly state: 'established' | 'listening' | 'other';
};

/** Reads `/proc/PID/net/tcp` or `tcp6` (proc_pid_net(5)); lines that are not of its form are left out. */
export const parseSocketTable = (text: string, order: 'LE' | 'BE' = endianness()): readonly TcpSocket[] => {
	const sockets: TcpSocket[] = [];
	for (const [, local = '', remote = '', state = ''] of text.matchAll(row)) {
		const [ours, theirs] = [parseEnd(local, order), parseEnd(remote, order)];
		if (ours && theirs) sockets.push({ local: ours, remote: theirs, state: states[state] ?? 'other' });
	}
	return sockets;
};

const row = /^ *\d+: ([\dA-F:]+) ([\dA-F:]+) ([\dA-F]{2}) /gm;
// From include/net/tcp_states.h.
const states: Readonly<Record<string, TcpSocket['state'] | undefined>> = { '01': 'established', '0A': 'listening' };

const parseEnd = (text: string, order: 'LE' | 'BE'): TcpSocket['local'] | undefined => {
	const [, hex, port] = /^((?:[\dA-F]{8}){1,4}):([\dA-F]{4})$/.exec(text) ?? [];
	if (hex === undefined || port === undefined) return undefined;
	const bytes = Buffer.from(hex, 'hex');
	// The kernel prints each four bytes as a number in the order of the machine.
	if (order === 'LE') bytes.swap32();
	const written = bytes.length === 4 ? bytes.join('.') : bytes.toString('hex').replace(/.{4}(?!$)/g, '$&:');
	const address = canonicalAddress(written);
	return address === undefined ? undefined : { address, port: Number.parseInt(port, 16) };
};
