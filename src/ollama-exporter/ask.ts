import { get } from 'node:http';

const patience = 2000;
const largest = 8 * 2 ** 20;

/** The JSON that a path of the model server answers with; absent where it does not answer so within two seconds. */
export const askJson = (upstream: URL, path: string): Promise<unknown> =>
	new Promise(resolve => {
		const request = get(new URL(path, upstream), { agent: false, timeout: patience }, response => {
			let text = '';
			response.setEncoding('utf8');
			response.on('data', (part: string) => {
				text += part;
				if (text.length > largest) request.destroy();
			});
			response.on('end', () => {
				try {
					resolve(response.statusCode === 200 ? JSON.parse(text) : undefined);
				} catch {
					resolve(undefined);
				}
			});
		});
		const timer = setTimeout(() => request.destroy(), patience);
		request.on('error', () => resolve(undefined));
		request.on('close', () => {
			clearTimeout(timer);
			resolve(undefined);
		});
	});
