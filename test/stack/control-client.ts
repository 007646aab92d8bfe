import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { ActOnPart } from './part-control.ts';

/** Acts on the parts of a rig that another process runs. Fails with what that process says. */
export function createControlClient(socketPath: string): ActOnPart {
	return (part, action) =>
		new Promise((resolve, reject) => {
			const call = request({ socketPath, path: `/${part}/${action}`, method: 'POST', agent: false }, async answer => {
				const complaint = await text(answer);
				if (answer.statusCode === 204) resolve();
				else reject(new Error(`${action} ${part}: ${complaint}`));
			});
			call.on('error', reject);
			call.end();
		});
}
