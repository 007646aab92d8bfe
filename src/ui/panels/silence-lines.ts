import { describeError } from '../../errors.ts';
import type { ActiveAlert } from '../../metrics/alert-rule.ts';
import { formatDuration } from '../../metrics/format.ts';
import { type Silence, type Silencing, sentOf } from '../../metrics/silence.ts';
import { lastValue, type Remote } from '../../store/remote.ts';
import { clean } from '../../text/clean.ts';
import { fitLeft } from '../../text/width.ts';
import type { Glyphs } from '../glyphs.ts';
import { paint } from '../paint.ts';

/** The silences that keep a firing alert from being told to anybody; none where that is not known. */
export const silencesOf = (alert: ActiveAlert, silencing: Remote<Silencing>): readonly Silence[] => {
	const known = lastValue(silencing);
	return known && alert.state === 'firing' ? (sentOf(alert, known)?.silences ?? []) : [];
};

/** The line that says that silences are not known, or no longer, and why; nothing while they are. */
export const unknownSilences = (silencing: Remote<Silencing>, width: number, glyphs: Glyphs): readonly string[] => {
	if (!('error' in silencing)) return [];
	const what = silencing.status === 'stale' ? 'Silences may have changed' : 'Silences are unknown';
	return [
		paint(fitLeft(`${what}: ${clean(describeError(silencing.error).message)}.`, width, glyphs.ellipsis), 'yellow'),
	];
};

const twoDigits = (part: number): string => String(part).padStart(2, '0');

/** A time to the minute, as the clock of this machine shows it; with its date where that is another day. */
const clockTime = (at: number, now: number): string => {
	const time = new Date(at);
	const date = [time.getFullYear(), twoDigits(time.getMonth() + 1), twoDigits(time.getDate())].join('-');
	const clock = [time.getHours(), time.getMinutes()].map(twoDigits).join(':');
	return time.toDateString() === new Date(now).toDateString() ? clock : `${date} ${clock}`;
};

const silenceText = ({ createdBy, comment, endsAt, matchers }: Silence, now: number): string => {
	const rest = endsAt === undefined ? '' : ` (another ${formatDuration(Math.max(0, endsAt - now) / 1000)})`;
	return [
		`by ${createdBy ?? 'nobody who gave a name'}`,
		endsAt === undefined ? '' : ` until ${clockTime(endsAt, now)}${rest}`,
		comment === undefined ? '' : `: ${comment}`,
		matchers.length === 0 ? '' : ` {${matchers.join(', ')}}`,
	].join('');
};

const quoted = (word: string): string => (/^[\w.:/=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

// What amtool takes for a matcher: plain, or as a string of Go.
const matcher = ([label, value]: readonly [string, string]): string =>
	quoted(/^[\w.:/-]+$/.test(value) ? `${label}=${value}` : `${label}=${JSON.stringify(value)}`);

/** The command that silences exactly this alert for two hours, fit for a shell whatever its labels hold. */
export const silenceCommand = ({ name, severity, labels }: ActiveAlert, url: string): string => {
	const all = { alertname: name, ...labels, ...(severity === undefined ? {} : { severity }) };
	return [
		`amtool silence add --alertmanager.url=${quoted(url)} --duration=2h --comment=WHY`,
		...Object.entries(all).map(matcher),
	].join(' ');
};

/** What there is to say of an alert's silence, as titles and texts: who made it, or how to make one. */
export const silenceFacts = (
	alert: ActiveAlert,
	silencing: Remote<Silencing>,
	now: number,
): readonly (readonly [title: string, text: string])[] => {
	const known = lastValue(silencing);
	if (!known) return [];
	const silences = silencesOf(alert, silencing);
	const ids = silences.map(({ id }) => quoted(id)).join(' ');
	if (silences.length > 0)
		return [
			...silences.map(silence => ['silenced', silenceText(silence, now)] as const),
			['to end the silence', `amtool silence expire --alertmanager.url=${quoted(known.url)} ${ids}`],
		];
	return [
		...(alert.state === 'firing' && !sentOf(alert, known)
			? [['not sent', `The Alertmanager at ${known.url} has not got this alert, and tells nobody of it.`] as const]
			: []),
		['to silence it', silenceCommand(alert, known.url)],
	];
};
