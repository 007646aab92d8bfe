import type { ActiveAlert } from '../../src/metrics/alert-rule.ts';
import type { Source } from '../../src/sources/source.ts';
import { waitUntil } from './wait-until.ts';

/** Which alert: its name, and labels that it has among others. */
export type AlertWanted = readonly [name: string, labels?: Readonly<Record<string, string>>];

/** What a source says of alerts, as tests wait for it. */
export type Firing = {
	/** The alert, once it fires. */
	readonly fires: (wanted: AlertWanted, seconds?: number) => Promise<ActiveAlert>;
	/** Once nothing is left of the alert, pending or firing. */
	readonly resolves: (wanted: AlertWanted, seconds?: number) => Promise<void>;
};

/** Asks the source for its alerts again and again; a source that does not answer says nothing of them. */
export function createFiring({ alerts }: Source): Firing {
	const { signal } = new AbortController();
	const wait = <T>(what: string, seconds: number, condition: (active: readonly ActiveAlert[]) => T | false) => {
		let last: readonly ActiveAlert[] = [];
		return waitUntil(
			async () => {
				last = await alerts(signal);
				return condition(last);
			},
			{
				what,
				seconds,
				why: () => last.map(({ name, state, labels }) => `${name} ${state} ${text(labels)}`).join('\n'),
			},
		);
	};
	return {
		fires: (wanted, seconds = 60) =>
			wait(`${wanted.map(text).join(' ')} to fire`, seconds, active => {
				return active.find(alert => alert.state === 'firing' && isWanted(alert, wanted)) ?? false;
			}),
		resolves: async (wanted, seconds = 60) => {
			await wait(`${wanted.map(text).join(' ')} to be resolved`, seconds, active => {
				return !active.some(alert => isWanted(alert, wanted));
			});
		},
	};
}

const text = (part: unknown): string => (typeof part === 'string' ? part : JSON.stringify(part));

const isWanted = (alert: ActiveAlert, [name, labels = {}]: AlertWanted): boolean =>
	alert.name === name && Object.entries(labels).every(([label, value]) => alert.labels[label] === value);
