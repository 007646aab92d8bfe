import type { IncomingMessage, ServerResponse } from 'node:http';
import { fakeContainer } from '../support/fake-container.ts';
import { type FakeEngine, startFakeEngine } from '../support/fake-engine.ts';
import { logFrame } from '../support/fake-log.ts';

export type PacedLog = {
	readonly url: string;
	/** How many lines were written so far. */
	written(): number;
	stop(): Promise<void>;
};

const everyMs = 10;
const mostAtOnce = 5000;

/** When line `number` was written, in RFC 3339; the first is number 1. */
const stampOf = (began: number, number: number, perSecond: number): string => {
	const nanos = Math.floor((number - 1) * (1e9 / perSecond));
	const at = new Date(began + Math.floor(nanos / 1e6)).toISOString();
	return `${at.slice(0, -1)}${String(nanos % 1e6).padStart(6, '0')}Z`;
};

/**
 * A fake engine with one container, of the name given, that writes so many lines a second, `flood 1` first. Who does not
 * keep up gets them later, as from an engine that keeps them in a file.
 */
export const startPacedLog = async (name: string, perSecond: number): Promise<PacedLog> => {
	const fake: FakeEngine = await startFakeEngine({ containers: [fakeContainer(1, { name })] });
	const began = Date.now();
	const written = () => Math.floor(((Date.now() - began) * perSecond) / 1000);
	const frames = (from: number, to: number): Buffer =>
		Buffer.concat(
			Array.from({ length: Math.max(0, to - from) }, (_, index) => {
				const number = from + index + 1;
				return logFrame(1, `${stampOf(began, number, perSecond)} flood ${number}\n`);
			}),
		);
	const numberAt = (seconds: string | null): number =>
		seconds === null ? 0 : Math.ceil(((Number(seconds) * 1000 - began) * perSecond) / 1000);

	fake.answer = ({ url = '' }: IncomingMessage, response: ServerResponse) => {
		const { pathname, searchParams } = new URL(url, 'http://engine');
		if (!pathname.endsWith('/logs')) return false;
		const now = written();
		const since = Math.max(0, numberAt(searchParams.get('since')), now - Number(searchParams.get('tail')));
		if (searchParams.get('follow') !== 'true') {
			const until = searchParams.get('until') === null ? now : Math.min(now, numberAt(searchParams.get('until')));
			response.end(frames(Math.max(since, until - 100_000), until));
			return true;
		}
		response.flushHeaders();
		let sent = since;
		const timer = setInterval(() => {
			if (response.writableNeedDrain) return;
			const to = Math.min(written(), sent + mostAtOnce);
			if (to > sent) response.write(frames(sent, to));
			sent = Math.max(sent, to);
		}, everyMs);
		response.on('close', () => clearInterval(timer));
		return true;
	};
	return { url: fake.url, written, stop: fake.stop };
};
