/** What a request asks of a model server: a closed list, so that no path that somebody makes up becomes a label. */
export type EndpointName =
	| 'chat'
	| 'generate'
	| 'embed'
	| 'v1_chat'
	| 'v1_completions'
	| 'v1_embeddings'
	| 'v1_responses'
	| 'v1_messages'
	| 'other';

const endpoints: Readonly<Record<string, EndpointName>> = {
	'/api/chat': 'chat',
	'/api/generate': 'generate',
	'/api/embed': 'embed',
	'/api/embeddings': 'embed',
	'/v1/chat/completions': 'v1_chat',
	'/v1/completions': 'v1_completions',
	'/v1/embeddings': 'v1_embeddings',
	'/v1/responses': 'v1_responses',
	'/v1/messages': 'v1_messages',
};

/** The endpoint of a request; `other` for all that asks no model for anything. */
export const endpointOf = (method: string, target: string): EndpointName => {
	const path = target.split('?', 1)[0] ?? '';
	return method === 'POST' && Object.hasOwn(endpoints, path) ? (endpoints[path] ?? 'other') : 'other';
};
