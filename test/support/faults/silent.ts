import type { Fault } from './fault.ts';

/** Takes the request and says nothing; answers it once it is over, as a frozen process that is thawed. */
export const hangs: Fault = {
	name: 'hangs, then answers late',
	running: 'hold',
	take: ({ passOn }) => passOn,
};

/** Takes the request and says nothing, ever. */
export const swallows: Fault = { name: 'swallows the request', take: () => undefined };

/** Says the first words of its answer, and nothing after them. */
export const stopsAfter = (bytes: number): Fault => ({
	name: bytes > 0 ? `falls silent after ${bytes} bytes` : 'falls silent after the headers',
	running: 'hold',
	take({ near, far, request }) {
		let passed = 0;
		let head = '';
		far.on('data', (chunk: Buffer) => {
			head = (head + chunk.toString('latin1')).slice(0, 64 * 1024);
			const end = bytes > 0 ? bytes : head.indexOf('\r\n\r\n') + 4;
			near.write(chunk.subarray(0, Math.max(0, end - passed)));
			passed += chunk.length;
		});
		far.write(request);
		return undefined;
	},
});
