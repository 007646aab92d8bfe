import { createLogFrames } from '../../src/engine/log-frames.ts';
import { createLogLines } from '../../src/engine/log-lines.ts';
import { logFrame } from '../support/fake-log.ts';
import type { Figures } from './figures.ts';

const text =
	'2026-11-23T16:16:58.880813086Z 2026-11-23 14:02:31.123 UTC [123] LOG:  connection received: host=127.0.0.1 port=51234\n';

const rateOf = (bytes: number, push: (chunk: Buffer) => void): number => {
	const one = logFrame(1, text);
	const chunk = Buffer.alloc(one.length * 500, one);
	const started = process.cpuUsage().user;
	for (let sent = 0; sent < bytes; sent += chunk.length) push(chunk);
	return bytes / ((process.cpuUsage().user - started) / 1e6);
};

/** Bytes of a multiplexed log that are taken apart in a second of CPU: into frames, and into lines ready to be shown. */
export const measureLogRates = (): Figures => {
	let seen = 0;
	const frames = createLogFrames((_stream, _chunk, from, to) => {
		seen += to - from;
	});
	const lines = createLogLines({ isTty: false });
	const figures = (bytes: number): Figures => ({
		logFrameRate: rateOf(bytes, frames),
		logLineRate: rateOf(bytes / 4, chunk => {
			seen += lines.push(chunk).length;
		}),
	});
	figures(2 ** 26);
	return seen > 0 ? figures(2 ** 28) : {};
};
