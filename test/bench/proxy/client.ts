import { Agent, type IncomingMessage, request } from 'node:http';

const body = '{"model":"tiny","messages":[]}';

/** Asks for a stream; resolves with the head of the answer. */
export const ask = (port: number, query: string): Promise<IncomingMessage> =>
	new Promise((resolve, reject) => {
		const sent = request(
			{ host: '127.0.0.1', port, path: `/api/chat?${query}`, method: 'POST', agent: false },
			resolve,
		);
		sent.on('error', reject);
		sent.end(body);
	});

/** Milliseconds that each token of these streams took to come, oldest first. */
export const delays = async (port: number, streams: number, tokens: number, gap: number): Promise<number[]> => {
	const found: number[] = [];
	const read = async () => {
		const answer = await ask(port, `tokens=${tokens}&gap=${gap}`);
		for await (const chunk of answer) {
			const now = process.hrtime.bigint();
			for (const [, at] of String(chunk).matchAll(/"at":(\d+)/g)) found.push(Number(now - BigInt(at ?? 0)) / 1e6);
		}
	};
	await Promise.all(Array.from({ length: streams }, read));
	return found;
};

/** Lines a second of one stream that is written as fast as it is read. */
export const lineRate = async (port: number, lines: number): Promise<number> => {
	const answer = await ask(port, `tokens=${lines}`);
	const from = performance.now();
	let seen = 0;
	for await (const chunk of answer as AsyncIterable<Buffer>) {
		for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) seen++;
	}
	if (seen !== lines + 1) throw new Error(`${seen} lines came instead of ${lines + 1}`);
	return (lines / (performance.now() - from)) * 1000;
};

/** Reads a stream of that many bytes no faster than `rate` bytes a second. */
export const readSlowly = async (port: number, bytes: number, rate: number): Promise<void> => {
	const width = 1000;
	const answer = await ask(port, `tokens=${bytes / width}&width=${width}`);
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
	const answer = await ask(port, 'tokens=1000&gap=5');
	await new Promise(resolve => answer.once('data', resolve));
	answer.on('error', () => {});
	const left = process.hrtime.bigint();
	answer.destroy();
	for (;;) {
		const seen = await leftAt(upstream);
		if (seen >= left) return Number(seen - left) / 1e6;
	}
};
