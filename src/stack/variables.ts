import { isIP } from 'node:net';
import { services } from './services.ts';

/** One variable of the stack. */
export type Variable = {
	readonly name: string;
	readonly default: string | undefined;
	/** Its value must never be shown. */
	readonly isSecret: boolean;
	/** What a value must be, to end the sentence "NAME must be …"; absent where it is. */
	problem(value: string): string | undefined;
};

const matching =
	(pattern: RegExp, what: string): Variable['problem'] =>
	value =>
		pattern.test(value) ? undefined : what;

const port: Variable['problem'] = value =>
	/^[1-9]\d{0,4}$/.test(value) && Number(value) <= 65_535 ? undefined : 'a port from 1 to 65535';

const address: Variable['problem'] = value =>
	isIP(value) === 4 ? undefined : 'an IPv4 address of this machine, such as 127.0.0.1 or 0.0.0.0';

// Open WebUI takes the database's as a part of a URL.
const urlPassword = matching(
	/^[\w.~-]{8,128}$/,
	'8 to 128 letters, digits and . _ ~ -, or left out to have one generated',
);
const password = matching(
	/^[!-~]{8,128}$/,
	'8 to 128 printable ASCII characters without blanks, or left out to have one generated',
);
const size = matching(/^[1-9]\d{0,5}(?:MB|GB|TB)$/, 'a size such as 512MB or 10GB');
const email = matching(/^[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+$/, 'an e-mail address');
const absolutePath = matching(/^\/[^:,\s]*$/, 'an absolute path without blanks, commas and colons');
const role = matching(
	/^[A-Za-z_]\w{0,62}$/,
	'a name of 1 to 63 letters, digits and underscores, beginning with no digit',
);
const duration = matching(/^(?:[1-9]\d{0,5})(?:ms|s|m|h|d|w|y)$/, 'a Prometheus duration such as 15s, 12h or 30d');

// The recorded rates look at a minute, and need four samples in it.
const scrape: Variable['problem'] = value => {
	const [, digits = '', unit] = /^([1-9]\d{0,2})(s|m)$/.exec(value) ?? [];
	const seconds = Number(digits) * (unit === 'm' ? 60 : 1);
	return unit !== undefined && seconds <= 15 ? undefined : 'from 1s to 15s: recorded rates need four samples a minute';
};

const variable = (name: string, problem: Variable['problem'], value?: string): Variable => ({
	name,
	default: value,
	isSecret: problem === password || problem === urlPassword,
	problem,
});

/** Every variable that the compose files read, apart from AIXCL_SECRETS, which is not for people to set. */
export const variables: readonly Variable[] = [
	variable('AIXCL_BIND', address, '127.0.0.1'),
	...services.map(service => variable(service.port.variable, port, String(service.port.default))),
	variable('POSTGRES_USER', role, 'webui'),
	variable('POSTGRES_DB', role, 'webui'),
	variable('POSTGRES_PASSWORD', urlPassword),
	variable(
		'GRAFANA_ADMIN_USER',
		matching(/^[\w.@+-]{1,64}$/, 'a name of 1 to 64 letters, digits and . _ @ + -'),
		'admin',
	),
	variable('GRAFANA_ADMIN_PASSWORD', password),
	variable('PGADMIN_EMAIL', email, 'admin@example.com'),
	variable('PROMETHEUS_RETENTION', duration, '30d'),
	variable('PROMETHEUS_RETENTION_SIZE', size, '10GB'),
	variable('SCRAPE_INTERVAL', scrape, '15s'),
	variable('NODE_SCRAPE_INTERVAL', scrape, '5s'),
	variable('AIXCL_OLLAMA_INJECT_USAGE', matching(/^(?:true|false)$/, 'true or false'), 'false'),
	variable('AIXCL_TARGETS', absolutePath),
	variable('AIXCL_ENGINE_SOCKET', absolutePath),
	variable('AIXCL_CONTAINERD', absolutePath),
];
