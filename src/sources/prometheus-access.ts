import type { Access } from './http-authorization.ts';

/**
 * What a Prometheus asks for before it answers. Passwords, tokens and headers are asked for before each request, because
 * they may be replaced while we run.
 */
export type PrometheusAccess = Access & {
	/** PEM: the authorities to trust instead of those of the system, and what to show in turn. */
	readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
};
