import type { ServerResponse } from 'node:http';

/** Answers in the place of the model server, in the shape of its own errors; /v1 has OpenAI's. */
export const answerFailure = (response: ServerResponse, path: string, status: number, message: string): void => {
	const isOpenAi = path.startsWith('/v1/');
	const error = isOpenAi ? { message, type: 'api_error', param: null, code: null } : message;
	const body = Buffer.from(JSON.stringify({ error }));
	response.writeHead(status, {
		'content-type': 'application/json; charset=utf-8',
		'content-length': body.length,
		// What is left of the request is not waited for.
		connection: 'close',
	});
	response.end(body);
};

/** Why a status is a failure; absent where it is none. */
export const reasonOf = (status: number) => {
	if (status === 503) return 'busy';
	if (status >= 500) return 'http_5xx';
	return status >= 400 ? 'http_4xx' : undefined;
};
