import type { Fault, Taken } from './fault.ts';

/** Passes so many bytes of the answer on, then does something. */
const after = (bytes: number, act: (near: Taken['near']) => void, change = (chunk: Buffer) => chunk): Fault['take'] =>
	function take({ near, far, request }) {
		let passed = 0;
		far.on('data', (chunk: Buffer) => {
			if (passed >= bytes) return;
			near.write(change(chunk).subarray(0, bytes - passed), () => passed >= bytes && act(near));
			passed += chunk.length;
		});
		far.write(request);
		return undefined;
	};

/** Ends the connection after so many bytes of the answer; 0 for none of it. */
export const cutsAfter = (bytes: number): Fault => ({
	name: `ends after ${bytes} bytes`,
	take: bytes === 0 ? ({ near }) => void near.destroy() : after(bytes, near => near.destroy()),
});

/** Resets it, as a machine that has forgotten the connection; a socket of the file system is cut instead. */
export const resetsAfter = (bytes: number): Fault => ({
	name: `resets after ${bytes} bytes`,
	running: 'reset',
	take: bytes === 0 ? ({ near }) => void reset(near) : after(bytes, reset),
});

/** Says that it sends no more, and goes on listening. */
export const halfCloses: Fault = { name: 'closes its half', take: ({ near }) => void near.end() };

/** Says that its answer is longer than it is. */
export const promisesTooMuch: Fault = {
	name: 'announces more bytes than it sends',
	take: ({ near }) =>
		void near.end(
			'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"status":"success"',
		),
};

/** Says that its answer is shorter than it is, so that the rest reads as the next one. */
export const promisesTooLittle: Fault = {
	name: 'announces fewer bytes than it sends',
	take: ({ near }) =>
		void near.write(
			'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\n{"status":"success"}',
		),
};

/** A reset, where the connection has such a thing. */
export function reset(socket: Taken['near']): void {
	if (socket.remoteFamily === undefined) socket.destroy();
	else socket.resetAndDestroy();
}
