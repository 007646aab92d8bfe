import type { ErrorCode } from '../errors.ts';

/** Which server is asked, for the sentences about it. */
export type Peer = {
	readonly name: string;
	readonly code: ErrorCode;
	/** How its address is given. */
	readonly givenBy: string;
	/** The port it usually listens on. */
	readonly port: number;
	/** What to do where it asks who we are, where its certificate is not trusted, and where it asks for ours. */
	readonly login: string;
	readonly trust: string;
	readonly certificate: string;
};

export const prometheusPeer: Peer = {
	name: 'Prometheus',
	code: 'prometheus',
	givenBy: '--prometheus or AIXCL_PROMETHEUS_URL',
	port: 9090,
	login: 'Give --prometheus-user and --prometheus-password-file, or --prometheus-token-file.',
	trust: 'Name the file of its authority with --prometheus-ca-file.',
	certificate: 'Give one with --prometheus-cert-file and --prometheus-key-file.',
};

export const alertmanagerPeer: Peer = {
	name: 'Alertmanager',
	code: 'alertmanager',
	givenBy: '--alertmanager or AIXCL_ALERTMANAGER_URL',
	port: 9093,
	login: 'Give them as http://USER:PASSWORD@HOST.',
	trust: 'Name the file of its authority in NODE_EXTRA_CA_CERTS, or check the address.',
	certificate: 'Put a proxy before it that has one.',
};
