import type { SentAlert, Silence } from '../metrics/silence.ts';
import { type Clean, clean } from '../text/clean.ts';
import { alertmanagerPeer } from './http-peer.ts';
import { type Loose, objects, time } from './loose.ts';
import { parseLabels } from './prometheus-answer.ts';
import { strangeBody } from './strange-body.ts';

const listOf = (body: string, place: string): readonly Loose[] => {
	try {
		const list = JSON.parse(body);
		if (Array.isArray(list)) return objects(list);
	} catch {}
	throw strangeBody(body, place, alertmanagerPeer);
};

const text = (value: unknown): Clean | undefined =>
	typeof value === 'string' && value !== '' ? clean(value) : undefined;

/** A matcher as people write it, e.g. `job!~"a|b"`; before 0.22 there were none that exclude. */
const matcherText = ({ name, value, isRegex, isEqual = true }: Loose): Clean =>
	clean(`${name}${isEqual ? '=' : '!'}${isRegex ? '~' : isEqual ? '' : '='}${JSON.stringify(String(value))}`, 300);

const toSilence = ({ id, createdBy, comment, endsAt, matchers }: Loose): Silence | undefined =>
	typeof id === 'string'
		? {
				id: clean(id),
				createdBy: text(createdBy),
				comment: text(comment),
				endsAt: time(endsAt),
				matchers: objects(matchers).map(matcherText),
			}
		: undefined;

/** The silences in an answer of `/api/v2/silences` by their id, those that are over included. Throws an AixclError where it is none. */
export const parseSilences = (body: string, place: string): ReadonlyMap<string, Silence> =>
	new Map(
		listOf(body, place)
			.map(toSilence)
			.filter(silence => silence !== undefined)
			.map(silence => [silence.id, silence]),
	);

/**
 * The alerts in an answer of `/api/v2/alerts` by their name, each with the silences it is held back by. One that
 * cannot be understood loses only itself. Throws an AixclError where the body is no such answer.
 */
export const parseSentAlerts = (
	body: string,
	silences: ReadonlyMap<string, Silence>,
	place: string,
): ReadonlyMap<string, readonly SentAlert[]> => {
	const cleaned = new Map<string, Clean>();
	const alerts = listOf(body, place).flatMap((alert): (SentAlert & { readonly name: string })[] => {
		const { alertname = '', ...labels } = parseLabels(alert.labels, cleaned) ?? {};
		const by = (alert.status as Loose | undefined)?.silencedBy;
		if (alertname === '' || !Array.isArray(by)) return [];
		// One made between the two answers is not in the list yet.
		const unlisted = (id: string) => toSilence({ id })!;
		return [
			{
				name: alertname,
				labels,
				silences: by.map(id => clean(String(id))).map(id => silences.get(id) ?? unlisted(id)),
			},
		];
	});
	return Map.groupBy(alerts, ({ name }) => name);
};
