import { request } from 'node:http';
import { marker } from '../../src/metrics/rules.ts';
import { startFakePrometheus } from '../sources/fake-prometheus.ts';

/** Passes every request on to a real Prometheus; while `isMasked`, as if it had never heard of our rules. */
export const startMaskingProxy = async (url: string, isMasked: () => boolean) =>
	startFakePrometheus((response, { method, path, form }) => {
		const query = form.get('query');
		if (query && isMasked()) form.set('query', query.replaceAll(marker, 'aixcl:rules:masked'));
		const target = new URL(path, url);
		if (method !== 'POST') target.search = form.toString();
		const headers = { 'content-type': 'application/x-www-form-urlencoded' };
		request(target, { method, headers }, answer => {
			response.writeHead(answer.statusCode ?? 502, { 'content-type': answer.headers['content-type'] });
			answer.pipe(response);
		})
			.on('error', () => response.destroy())
			.end(method === 'POST' ? form.toString() : undefined);
	});
