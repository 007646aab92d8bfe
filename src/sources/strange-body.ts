import type { AixclError } from '../errors.ts';
import { failOf } from './http-fail.ts';
import { checkAddress } from './http-failures.ts';
import { type Peer, prometheusPeer } from './http-peer.ts';

/** The sentence for a body that is not what the API of this server answers. */
export const strangeBody = (body: string, place: string, peer: Peer = prometheusPeer): AixclError => {
	const start = body.trimStart();
	if (/^(?:\{\s*"status"|\[)/.test(start)) {
		return failOf(
			peer,
			`The answer of ${peer.name} at ${place} is cut off or malformed`,
			`A proxy before it may be the cause. ${checkAddress(peer)}`,
		);
	}
	const what = start.startsWith('<') ? 'a web page' : 'something else';
	return failOf(peer, `${place} answers with ${what}, not like ${peer.name}`, checkAddress(peer));
};
