import type { Canaries } from './canaries.ts';

/** Every command that prints something of a machine, as it is typed. */
export const commandLines: readonly string[] = [
	...['top --once', 'top --json', 'top --json --window 1h', 'top --csv --window 1h', 'status', 'status --json'],
	...['doctor', 'doctor --json', 'config', 'config --json', 'metrics', 'dashboard', 'start --timeout 1s', 'stop'],
	...['restart ollama', 'logs -n 5 container-1', 'audit', 'audit --json', 'uninstall'],
];

const urls = {
	AIXCL_PROMETHEUS_URL: 'url',
	AIXCL_ALERTMANAGER_URL: 'alertmanager',
	AIXCL_OLLAMA_URL: 'ollama',
	AIXCL_OPEN_WEBUI_URL: 'webui',
	AIXCL_GRAFANA_URL: 'grafana',
} as const satisfies Readonly<Record<string, keyof Canaries>>;

/** The same addresses with a user and a password in each. */
export const withPasswords = (env: Readonly<Record<string, string>>, canaries: Canaries): Record<string, string> =>
	Object.fromEntries(
		Object.entries(urls).map(([variable, name]) => [
			variable,
			(env[variable] ?? 'http://127.0.0.1:1').replace('//', `//ann:${canaries[name]}@`),
		]),
	);

const wrongUrls: readonly ((secret: string) => string)[] = [
	secret => `http://ann:${secret}@127.0.0.1:99999`,
	secret => `http://ann:${secret}@`,
	secret => `ftp://ann:${secret}@127.0.0.1`,
	secret => `ann:${secret}@127.0.0.1:9090`,
	secret => `http://ann:${secret}@a host/`,
	secret => `http://ann:${secret}@127.0.0.1:9090?x=${secret}`,
	secret => `http:/ann:${secret}/@127.0.0.1`,
];

/** Each of these settings with an address that is wrong, and has a password in it. */
export const wrongSettings = (canaries: Canaries): readonly Readonly<Record<string, string>>[] =>
	Object.entries(urls).flatMap(([variable, name]) => wrongUrls.map(make => ({ [variable]: make(canaries[name]) })));
