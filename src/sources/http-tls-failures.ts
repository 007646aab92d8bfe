import type { AixclError } from '../errors.ts';
import type { Clean } from '../text/clean.ts';
import { failOf } from './http-fail.ts';
import type { Peer } from './http-peer.ts';

const kinds: readonly (readonly [code: RegExp, what: string, hint: (peer: Peer) => string])[] = [
	[
		/ALTNAME/,
		'is for another name',
		() => 'Give the name that it is for in the address, or have one made for this address.',
	],
	[/HAS_EXPIRED/, 'has expired', () => 'Have it renewed, or check the clock of this machine.'],
	[/NOT_YET_VALID/, 'is not valid yet', () => 'Check the clock of this machine.'],
	[/CERT|SELF_SIGNED|UNABLE_TO_/, 'is not trusted', ({ trust }) => trust],
];

const asksForOurs = /ALERT.*CERTIFICATE_REQUIRED|ALERT_(BAD|UNKNOWN|UNSUPPORTED)_CERTIFICATE|ALERT_UNKNOWN_CA/;

type Place = { readonly peer: Peer /** Host and port. */; readonly place: Clean };

/** The sentence for a connection that TLS refused, by the code of OpenSSL or Node; undefined where it is no such code. */
export const tlsFailureOf = (code: string, { peer, place }: Place): AixclError | undefined => {
	if (asksForOurs.test(code)) {
		return failOf(peer, `${peer.name} at ${place} asks for a certificate that it trusts`, peer.certificate);
	}
	const [, what, hint] = kinds.find(([pattern]) => pattern.test(code)) ?? [];
	return what === undefined || hint === undefined
		? undefined
		: failOf(peer, `The certificate of ${peer.name} at ${place} ${what}`, hint(peer));
};
