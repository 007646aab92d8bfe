import { parseName } from './parse-name.ts';
import { parsePath } from './parse-path.ts';
import { parseTenant } from './parse-tenant.ts';
import { parseUrlLike } from './parse-url.ts';
import type { Setting } from './setting.ts';

const file = (name: string, env: string, summary: string) => ({
	name,
	env,
	kind: 'text' as const,
	placeholder: 'FILE',
	summary,
	defaultText: undefined,
	parse: parsePath,
});

/** Where the numbers are read, and how to get in. Secrets are in files: a command line can be read by everyone. */
export const prometheusSettings = {
	prometheus: {
		name: 'prometheus',
		env: 'AIXCL_PROMETHEUS_URL',
		kind: 'text',
		placeholder: 'URL',
		summary: 'read numbers from this Prometheus, or what speaks like one; the URL may have a path',
		defaultText: 'http://127.0.0.1:9090',
		parse: parseUrlLike('http://127.0.0.1:9090'),
	},
	prometheusUser: {
		name: 'prometheus-user',
		env: 'AIXCL_PROMETHEUS_USER',
		kind: 'text',
		placeholder: 'NAME',
		summary: 'the user to give Prometheus, with the password of the next file',
		defaultText: undefined,
		parse: parseName,
	},
	prometheusPasswordFile: file(
		'prometheus-password-file',
		'AIXCL_PROMETHEUS_PASSWORD_FILE',
		'a file with the password and nothing else',
	),
	prometheusTokenFile: file(
		'prometheus-token-file',
		'AIXCL_PROMETHEUS_TOKEN_FILE',
		'a file with a bearer token, instead of user and password',
	),
	prometheusTenant: {
		name: 'prometheus-tenant',
		env: 'AIXCL_PROMETHEUS_TENANT',
		kind: 'text',
		placeholder: 'ID',
		summary: 'the tenant of a Mimir or Thanos, sent as X-Scope-OrgID',
		defaultText: undefined,
		parse: parseTenant,
	},
	prometheusHeadersFile: file(
		'prometheus-headers-file',
		'AIXCL_PROMETHEUS_HEADERS_FILE',
		'a file with further headers to send, each a line "Name: value"',
	),
	prometheusCaFile: file(
		'prometheus-ca-file',
		'AIXCL_PROMETHEUS_CA_FILE',
		'the certificate of the authority that vouches for Prometheus, in PEM',
	),
	prometheusCertFile: file(
		'prometheus-cert-file',
		'AIXCL_PROMETHEUS_CERT_FILE',
		'the certificate to show Prometheus, in PEM, with the key of the next file',
	),
	prometheusKeyFile: file('prometheus-key-file', 'AIXCL_PROMETHEUS_KEY_FILE', 'the private key of that certificate'),
} as const satisfies Record<string, Setting<unknown>>;

export type PrometheusSettingId = keyof typeof prometheusSettings;

export const prometheusSettingIds = Object.keys(prometheusSettings) as readonly PrometheusSettingId[];
