import type { MadeSeries } from './made-series.ts';

// Those that an OpenTelemetry SDK has where a program names none.
const bounds = [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10_000, Number.POSITIVE_INFINITY];

/** How Open WebUI answers: so many requests in a second, each in `usual` milliseconds, from a time on in `slow`. */
export type WebuiStory = {
	readonly start: number;
	readonly slowFrom: number;
	readonly perSecond: number;
	readonly usual: number;
	readonly slow: number;
};

/**
 * What Open WebUI pushes, which itself is too large to be had here: its instrument `http.server.duration` in `ms`, its
 * attributes and service, by the names that OpenTelemetry gives them in a Prometheus.
 */
export function webuiSeries({ start, slowFrom, perSecond, usual, slow }: WebuiStory): readonly MadeSeries[] {
	const labels = {
		job: 'open-webui',
		http_method: 'POST',
		http_route: '/api/chat/completions',
		http_status_code: '200',
	};
	const counted = (from: number, to: number): number => (perSecond * Math.max(0, to - from)) / 1000;
	const usually = (at: number) => counted(start, Math.min(at, slowFrom));
	const slowly = (at: number) => counted(slowFrom, at);
	const of = (
		name: string,
		value: (at: number) => number,
		more: Readonly<Record<string, string>> = {},
	): MadeSeries => ({
		name: `http_server_duration_milliseconds_${name}`,
		labels: { ...labels, ...more },
		value,
	});
	return [
		...bounds.map(bound =>
			of('bucket', at => (usual <= bound ? usually(at) : 0) + (slow <= bound ? slowly(at) : 0), {
				le: bound === Number.POSITIVE_INFINITY ? '+Inf' : String(bound),
			}),
		),
		of('sum', at => usual * usually(at) + slow * slowly(at)),
		of('count', at => usually(at) + slowly(at)),
	];
}
