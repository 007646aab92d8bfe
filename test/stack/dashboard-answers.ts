import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
	annotationQueries,
	type DashboardJson,
	type NamedQuery,
	type PanelQuery,
	panelQueries,
	variableSources,
	withVariables,
} from './panel-queries.ts';

const folder = fileURLToPath(new URL('../../provisioning/grafana/dashboards/', import.meta.url));

/** Every dashboard as it is provisioned. */
export const shippedDashboards = (): readonly DashboardJson[] =>
	readdirSync(folder)
		.filter(name => name.endsWith('.json'))
		.map(name => JSON.parse(readFileSync(folder + name, 'utf8')));

/** What a Prometheus answers to a query of a dashboard: the labels of each series, or why there is none. */
export type DashboardAnswer = (PanelQuery | NamedQuery) & {
	readonly series: readonly Values[];
	readonly error?: string;
};

type Values = Readonly<Record<string, string>>;

// The window and steps of a panel of five minutes.
const given = { __interval: '15s', __rate_interval: '1m', __range: '5m' };

async function ask(url: string, path: string, parameters: Values) {
	const response = await fetch(`${url}/api/v1/${path}`, {
		method: 'POST',
		body: new URLSearchParams(parameters),
		signal: AbortSignal.timeout(20_000),
	});
	return (await response.json()) as { status: string; error?: string; data: unknown };
}

async function valuesFor(url: string, dashboard: DashboardJson): Promise<Values> {
	const values: Record<string, string> = { ...given };
	for (const { name, series, label, isSeveral } of variableSources(dashboard)) {
		const { data } = await ask(url, 'series', { 'match[]': withVariables(series, values) });
		const found = (data as readonly Values[]).map(labels => labels[label]).filter(value => value !== undefined);
		if (found.length === 0) throw new Error(`the variable ${name} of ${dashboard.uid} has no value`);
		values[name] = isSeveral ? '.+' : found.toSorted()[0]!;
	}
	return values;
}

async function answer(url: string, query: PanelQuery | NamedQuery, values: Values): Promise<DashboardAnswer> {
	const now = Date.now() / 1000;
	const expr = withVariables(query.expr, values);
	const { error, data } = query.isInstant
		? await ask(url, 'query', { query: expr })
		: await ask(url, 'query_range', { query: expr, start: String(now - 300), end: String(now), step: '15' });
	if (error !== undefined) return { ...query, series: [], error };
	const { result } = data as { result: readonly { readonly metric: Values }[] };
	return { ...query, series: result.map(({ metric }) => metric) };
}

/** Asks a Prometheus every query of the dashboards with these uids, variables filled in as Grafana does. */
export async function askDashboards(
	url: string,
	isAsked: (uid: string) => boolean,
): Promise<readonly DashboardAnswer[]> {
	const answers: DashboardAnswer[] = [];
	for (const dashboard of shippedDashboards().filter(({ uid }) => isAsked(uid))) {
		const values = await valuesFor(url, dashboard);
		for (const query of [...panelQueries(dashboard), ...annotationQueries(dashboard)])
			answers.push(await answer(url, query, values));
	}
	return answers;
}
