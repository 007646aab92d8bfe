import type { ErrorCode } from '../errors.ts';

/** Which server is asked, for the sentences about it. */
export type Peer = {
	readonly name: string;
	readonly code: ErrorCode;
	/** How its address is given. */
	readonly givenBy: string;
	/** The port it usually listens on. */
	readonly port: number;
};

export const prometheusPeer: Peer = {
	name: 'Prometheus',
	code: 'prometheus',
	givenBy: '--prometheus or AIXCL_PROMETHEUS_URL',
	port: 9090,
};

export const alertmanagerPeer: Peer = {
	name: 'Alertmanager',
	code: 'alertmanager',
	givenBy: '--alertmanager or AIXCL_ALERTMANAGER_URL',
	port: 9093,
};
