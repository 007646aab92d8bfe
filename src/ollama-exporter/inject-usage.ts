import type { IncomingMessage } from 'node:http';
import type { EndpointName } from './endpoint.ts';

const largest = 16 * 2 ** 20;

/** The body of a request as it goes on; what is not in it yet follows by itself. */
export type Body = { readonly head: Buffer; readonly isWhole: boolean; readonly isInjected: boolean };

/** Whether usage can be asked for: streams of `/v1` that carry it on request only. */
export const canInject = (endpoint: EndpointName): boolean => endpoint === 'v1_chat' || endpoint === 'v1_completions';

const injected = (text: string): string | undefined => {
	try {
		const asked = JSON.parse(text);
		if (asked?.stream !== true || asked.stream_options !== undefined) return undefined;
	} catch {
		return undefined;
	}
	// Put in front of all else, so that every number stays as it was written.
	return text.replace('{', '{"stream_options":{"include_usage":true},');
};

/** Reads a request's body and asks in it for usage. One that is larger than 16 MiB, or asks itself, stays as it is. */
export const readBody = (request: IncomingMessage): Promise<Body> =>
	new Promise((resolve, reject) => {
		const parts: Buffer[] = [];
		let size = 0;
		const stop = () => {
			request.off('data', take);
			request.off('end', finish);
			request.pause();
		};
		const take = (chunk: Buffer) => {
			parts.push(chunk);
			size += chunk.length;
			if (size <= largest) return;
			stop();
			resolve({ head: Buffer.concat(parts), isWhole: false, isInjected: false });
		};
		const finish = () => {
			const head = Buffer.concat(parts);
			const changed = injected(head.toString());
			resolve({
				head: changed === undefined ? head : Buffer.from(changed),
				isWhole: true,
				isInjected: changed !== undefined,
			});
		};
		request.on('data', take);
		request.on('end', finish);
		request.on('close', () => reject(new Error('the client has left')));
	});

const eventEnd = /\r?\n\r?\n/g;
// What it looks for has some hundred bytes.
const largestHeld = 64 * 1024;
// All but the last byte of the longest end of an event.
const cutEnd = 3;

const isUsageOnly = (event: string): boolean => /"choices": ?\[\]/.test(event) && /"usage": ?\{/.test(event);

/**
 * Takes the event out that carries nothing but usage: some clients look into `choices[0]`. Whole events go on, one of
 * more than 64 KiB as it comes.
 */
export const createUsageStrip = () => {
	let carry = '';
	let isHuge = false;
	const bytesOf = (text: string): Buffer => Buffer.from(text, 'latin1');
	return {
		feed(chunk: Buffer): Buffer {
			const text = carry + chunk.toString('latin1');
			let passed = '';
			let from = 0;
			for (const { 0: end, index } of text.matchAll(eventEnd)) {
				const event = text.slice(from, index + end.length);
				from += event.length;
				if (isHuge || !isUsageOnly(event)) passed += event;
				isHuge = false;
			}
			carry = text.slice(from);
			isHuge ||= carry.length > largestHeld;
			if (!isHuge) return bytesOf(passed);
			passed += carry.slice(0, -cutEnd);
			carry = carry.slice(-cutEnd);
			return bytesOf(passed);
		},
		end: (): Buffer => bytesOf(carry),
	};
};
