import { Agent, type IncomingMessage, request } from 'node:http';

const body = '{"model":"tiny","messages":[]}';

/** How an answer is written: in lines by `/api`, in events by `/v1`. */
export type Protocol = 'NDJSON' | 'SSE';

const paths = { NDJSON: '/api/chat', SSE: '/v1/chat/completions' };

/** Asks for a stream; resolves with the head of the answer. */
export const ask = (port: number, protocol: Protocol, query: string): Promise<IncomingMessage> =>
	new Promise((resolve, reject) => {
		const sent = request(
			{ host: '127.0.0.1', port, path: `${paths[protocol]}?${query}`, method: 'POST', agent: false },
			resolve,
		);
		sent.on('error', reject);
		sent.end(body);
	});

type Paced = {
	readonly protocol: Protocol;
	readonly streams: number;
	readonly tokens: number;
	/** Milliseconds between two of them. */
	readonly gap: number;
};

/** Milliseconds that each token of these streams took to come, oldest first. */
export const delays = async (port: number, { protocol, streams, tokens, gap }: Paced): Promise<number[]> => {
	const found: number[] = [];
	const read = async () => {
		const answer = await ask(port, protocol, `tokens=${tokens}&gap=${gap}`);
		for await (const chunk of answer) {
			const now = process.hrtime.bigint();
			for (const [, at] of String(chunk).matchAll(/"at":(\d+)/g)) found.push(Number(now - BigInt(at ?? 0)) / 1e6);
		}
	};
	await Promise.all(Array.from({ length: streams }, read));
	return found;
};

/** Milliseconds from each of so many questions, one after the other, to the first token of its answer. */
export const firstTokens = async (port: number, protocol: Protocol, count: number): Promise<number[]> => {
	const found: number[] = [];
	for (let index = 0; index < count; index++) {
		const from = performance.now();
		const answer = await ask(port, protocol, 'tokens=1');
		let first: number | undefined;
		for await (const _ of answer) first ??= performance.now();
		found.push((first ?? Number.NaN) - from);
	}
	return found;
};

/** Lines, or events, a second of one stream that is written as fast as it is read. */
export const lineRate = async (port: number, protocol: Protocol, lines: number): Promise<number> => {
	const answer = await ask(port, protocol, `tokens=${lines}`);
	const from = performance.now();
	let ends = 0;
	for await (const chunk of answer as AsyncIterable<Buffer>) {
		for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) ends++;
	}
	const elapsed = performance.now() - from;
	const seen = protocol === 'SSE' ? ends / 2 : ends;
	if (seen !== lines + 1) throw new Error(`${seen} lines came instead of ${lines + 1}`);
	return (lines / elapsed) * 1000;
};

/** Reads a stream of that many bytes no faster than `rate` bytes a second. */
export const readSlowly = async (port: number, bytes: number, rate: number): Promise<void> => {
	const width = 1000;
	const answer = await ask(port, 'NDJSON', `tokens=${bytes / width}&width=${width}`);
	const from = performance.now();
	let seen = 0;
	for await (const chunk of answer as AsyncIterable<Buffer>) {
		seen += chunk.length;
		const ahead = (seen / rate) * 1000 - (performance.now() - from);
		if (ahead > 1) await new Promise(resolve => setTimeout(resolve, ahead));
	}
};

const keep = new Agent({ keepAlive: true });

const leftAt = (upstream: number): Promise<bigint> =>
	new Promise((resolve, reject) => {
		const sent = request({ host: '127.0.0.1', port: upstream, path: '/left', agent: keep }, async answer => {
			let text = '';
			for await (const part of answer) text += part;
			resolve(BigInt(text));
		});
		sent.on('error', reject);
		sent.end();
	});

/** Milliseconds from a client that leaves to the model server that notices. */
export const abortDelay = async (port: number, upstream: number): Promise<number> => {
	const answer = await ask(port, 'NDJSON', 'tokens=1000&gap=5');
	await new Promise(resolve => answer.once('data', resolve));
	answer.on('error', () => {});
	const left = process.hrtime.bigint();
	answer.destroy();
	for (;;) {
		const seen = await leftAt(upstream);
		if (seen >= left) return Number(seen - left) / 1e6;
	}
};
