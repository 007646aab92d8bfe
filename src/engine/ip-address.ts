import { isIP, SocketAddress } from 'node:net';

/** The one way to write an IP address, so that two of them can be compared; undefined where it is none. An IPv4 address mapped into IPv6 is an IPv4 address. */
export const canonicalAddress = (text: string): string | undefined => {
	const family = isIP(text);
	if (family === 0) return undefined;
	if (family === 4) return text;
	const { address } = new SocketAddress({ address: text, family: 'ipv6' });
	return /^::ffff:([\d.]+)$/.exec(address)?.[1] ?? address;
};
