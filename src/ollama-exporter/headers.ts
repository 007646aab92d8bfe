// Between two neighbours only; what else the Connection header names is too.
const hopByHop = ['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'upgrade'];

const without = (raw: readonly string[], extra: readonly string[]): string[] => {
	const pairs: (readonly [string, string])[] = [];
	for (let index = 0; index + 1 < raw.length; index += 2) pairs.push([raw[index] ?? '', raw[index + 1] ?? '']);
	const named = pairs
		.filter(([name]) => name.toLowerCase() === 'connection')
		.flatMap(([, value]) => value.toLowerCase().split(','))
		.map(name => name.trim());
	const dropped = new Set([...hopByHop, ...named, ...extra]);
	return pairs.filter(([name]) => !dropped.has(name.toLowerCase())).flat();
};

/** The headers to pass on with a request, in their order and spelling. The wait for a `100 Continue` ends here. */
export const requestHeaders = (raw: readonly string[], { changesBody = false } = {}): string[] =>
	without(raw, ['expect', ...(changesBody ? ['content-length', 'transfer-encoding', 'accept-encoding'] : [])]);

/** The headers to pass on with an answer. How it is cut into chunks is decided anew. */
export const responseHeaders = (raw: readonly string[], { changesBody = false } = {}): string[] =>
	without(raw, ['transfer-encoding', ...(changesBody ? ['content-length'] : [])]);
