import { get } from 'node:http';

const largest = 4 * 2 ** 20;

/** The text of a page of this machine; undefined where there is none within `ms`, or it is no success. Never rejects. */
export const readPage = (url: string, ms = 3000): Promise<string | undefined> =>
	new Promise(resolve => {
		const request = get(url, { agent: false }, response => {
			let text = '';
			response.setEncoding('utf8').on('data', (part: string) => {
				text += part;
				if (text.length > largest) request.destroy();
			});
			response.on('end', () => resolve(response.statusCode === 200 ? text : undefined));
		});
		const timer = setTimeout(() => request.destroy(), ms);
		request.on('error', () => resolve(undefined));
		request.on('close', () => {
			clearTimeout(timer);
			resolve(undefined);
		});
	});
