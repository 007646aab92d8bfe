import { isIP } from 'node:net';
import { AixclError } from '../errors.ts';
import { clean } from '../text/clean.ts';

/** Where to listen, from `127.0.0.1:9778`, `[::1]:9778` or `9778`, which is on 127.0.0.1. Port 0 is any that is free. */
export const parseListen = (text: string, label: string): { readonly host: string; readonly port: number } => {
	const [, six, four, digits] = /^(?:(?:\[([^\]]*)\]|([^:]*)):)?(\d{1,5})$/.exec(text.trim()) ?? [];
	const host = six ?? four ?? '127.0.0.1';
	const port = Number(digits);
	if (port <= 65_535 && isIP(host) === (six === undefined ? 4 : 6)) return { host, port };
	throw new AixclError(`${label} must be an IP address and a port, not "${clean(text, 60)}"`, {
		code: 'usage',
		hint: 'Write it like 127.0.0.1:9778.',
	});
};
