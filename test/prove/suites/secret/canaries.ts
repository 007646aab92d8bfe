import type { Random } from '../../../terminal/random.ts';

const names = [
	...['url', 'passwordFile', 'token', 'header', 'alertmanager', 'ollama', 'webui', 'grafana'],
	...['environment', 'apiKey', 'databaseUrl', 'label', 'command', 'health', 'process', 'postgres', 'grafanaAdmin'],
] as const;

/** A word for each secret that is nowhere else, so that whoever repeats it is found. */
export type Canaries = Readonly<Record<(typeof names)[number], string>>;

const word = (random: Random) =>
	`Cn${Array.from({ length: 20 }, () => random.pick([...'abcdefghjkmnpqrstuvwxyz23456789'])).join('')}`;

export const createCanaries = (random: Random): Canaries =>
	Object.fromEntries(names.map(name => [name, word(random)])) as Canaries;

/** The inside of a text in base64, wherever it begins within three bytes: what is beside it changes only the ends. */
const insideOf = (text: string): readonly string[] =>
	['', 'x', 'xx'].map(before => Buffer.from(`${before}${text}`).toString('base64').slice(4, -4));

/** The secrets that are in a text, plain or in base64, by their names. */
export const leaksIn = (text: string, canaries: Canaries): readonly string[] =>
	Object.entries(canaries).flatMap(([name, secret]) =>
		[secret, ...insideOf(secret)].some(form => text.includes(form)) ? [name] : [],
	);
