import type { MetricId } from '../metrics/catalogue/catalogue.ts';
import { groupOf } from '../metrics/rules.ts';
import type { Snapshot } from '../metrics/snapshot.ts';
import { lastValue, type Remote } from '../store/remote.ts';
import { type OptionalPanelId, optionalPanelIds } from './panel-id.ts';

/** The optional panels that there is something to show in, and the `instance` of the host that they were found on. */
export type Presence = { readonly of: string | undefined; readonly panels: readonly OptionalPanelId[] };

export const nothingPresent: Presence = { of: undefined, panels: [] };

const panelsIn = ({ readings }: Snapshot): ReadonlySet<string> =>
	new Set((Object.keys(readings) as MetricId[]).map(groupOf));

/**
 * What is present once a snapshot is known. What was seen of a host stays, so that nothing jumps when an exporter misses
 * a scrape or a refresh fails; another host begins anew. The same object where nothing changed.
 */
export const presenceAfter = (before: Presence, remote: Remote<Snapshot>): Presence => {
	const snapshot = lastValue(remote);
	if (snapshot === undefined) return before;
	const of = snapshot.host?.instance;
	const seen = panelsIn(snapshot);
	const isSame = before.of === of;
	const panels = optionalPanelIds.filter(panel => seen.has(panel) || (isSame && before.panels.includes(panel)));
	return isSame && panels.length === before.panels.length ? before : { of, panels };
};
