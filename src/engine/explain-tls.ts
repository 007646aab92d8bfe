import { clean } from '../text/clean.ts';
import { EngineError } from './engine-error.ts';

const where = 'in DOCKER_CERT_PATH, or in the Docker context';

type Words = readonly [pattern: RegExp, what: string, hint: string];

const words: readonly Words[] = [
	[
		/^(?:SELF_SIGNED|DEPTH_ZERO|UNABLE_TO)/,
		'its certificate is not signed by the authority that is trusted',
		`Check ca.pem ${where}: it must be the authority of that engine.`,
	],
	[
		/ALTNAME/,
		'its certificate is for another name',
		'Use the name or address that the certificate has, or have one made for this.',
	],
	[/^CERT_HAS_EXPIRED$/, 'its certificate has expired', 'Have a new one made for the engine.'],
	[/^CERT_NOT_YET_VALID$/, 'its certificate is not valid yet', 'Compare the clocks of both machines.'],
	[
		/CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE_UNKNOWN|CERTIFICATE_EXPIRED|HANDSHAKE_FAILURE/,
		'it does not accept the certificate of this client, or was shown none',
		`Check cert.pem and key.pem ${where}.`,
	],
	[/KEY_VALUES_MISMATCH/, 'cert.pem and key.pem do not belong together', `Check both ${where}.`],
	[/PEM|ASN1|NO_START_LINE/, 'a certificate or key cannot be read', `Check ca.pem, cert.pem and key.pem ${where}.`],
	[/WRONG_VERSION_NUMBER|PACKET_LENGTH/, 'it does not speak TLS', 'Unset DOCKER_TLS_VERIFY, or check the port.'],
];

/** The sentence for an error of TLS with the engine at `url`; undefined where `code` is not one. */
export const explainTls = (code: string, url: string): EngineError | undefined => {
	if (!/^(?:ERR_TLS|ERR_SSL|ERR_OSSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO)/.test(code)) return undefined;
	const [, what, hint] = words.find(([pattern]) => pattern.test(code)) ?? [];
	return new EngineError(`TLS with ${url} failed${what ? `: ${what}` : ''} (${clean(code, 60)})`, {
		kind: 'unreachable',
		hint: hint ?? `Check ca.pem, cert.pem and key.pem ${where}.`,
	});
};
