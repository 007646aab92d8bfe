import type { Fault, Taken } from './fault.ts';

/** Answers after so many milliseconds. */
export const delays = (milliseconds: number): Fault => ({
	name: `answers after ${milliseconds / 1000} s`,
	running: 'keep',
	take({ near, far, request }) {
		const later = (to: Taken['near'], chunk: Buffer) => {
			setTimeout(() => to.destroyed || to.write(chunk), milliseconds).unref();
		};
		far.on('data', chunk => later(near, chunk));
		near.on('data', chunk => far.write(chunk));
		far.write(request);
		return undefined;
	},
});

/** Sends so many bytes of its answers each so many milliseconds. */
export const drips = (bytes: number, milliseconds: number): Fault => ({
	name: `sends ${bytes} bytes each ${milliseconds} ms`,
	running: 'keep',
	take({ near, far, request }) {
		let waiting = Buffer.alloc(0);
		far.on('data', (chunk: Buffer) => {
			waiting = Buffer.concat([waiting, chunk]);
		});
		const timer = setInterval(() => {
			if (waiting.length > 0 && !near.destroyed) near.write(waiting.subarray(0, bytes));
			waiting = waiting.subarray(bytes);
		}, milliseconds).unref();
		near.on('close', () => clearInterval(timer));
		near.on('data', chunk => far.write(chunk));
		far.write(request);
		return undefined;
	},
});
