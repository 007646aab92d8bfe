import { createServer } from 'node:http';
import { type ActOnPart, PART_ACTIONS, PART_NAMES } from './part-control.ts';

/** A running control server. */
export type ControlServer = { readonly close: () => Promise<void> };

/** Lets other processes of the same account act on the parts of a rig: `POST /<part>/<action>` on a unix socket. */
export async function startControlServer(socket: string, act: ActOnPart): Promise<ControlServer> {
	const server = createServer(async (request, response) => {
		const [, partName, actionName] = request.url?.split('/') ?? [];
		const part = PART_NAMES.find(name => name === partName);
		const action = PART_ACTIONS.find(name => name === actionName);
		if (!part || !action) {
			response.writeHead(404).end(`no such control: ${request.url}`);
			return;
		}
		try {
			await act(part, action);
			response.writeHead(204).end();
		} catch (error) {
			response.writeHead(500).end(String(error));
		}
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(socket, resolve);
	});
	return {
		close: () =>
			new Promise(resolve => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
