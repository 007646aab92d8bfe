/** A user and a password. */
export type Credentials = { readonly username: string; readonly password: string };

/** What goes along with one request. */
export type Authorization = {
	readonly credentials: Credentials | undefined;
	readonly headers: ReadonlyMap<string, string>;
	/** How we made ourselves known, for messages. */
	readonly by: 'nothing' | 'password' | 'token';
};

/** Who asks what, before each request. An AixclError that one of them throws is the answer to it. */
export type Access = {
	/** Stand before those in the URL. */
	readonly credentials?: () => Credentials | undefined;
	/** Headers to send, by name; an `Authorization` among them stands before user and password. */
	readonly headers?: () => ReadonlyMap<string, string>;
};

/** What one request needs; `fromUrl` are the user and the password of the URL. */
export const authorize = (access: Access, fromUrl: Credentials | undefined): Authorization => {
	const headers = access.headers?.() ?? new Map<string, string>();
	const hasToken = [...headers.keys()].some(name => name.toLowerCase() === 'authorization');
	const credentials = hasToken ? undefined : (access.credentials?.() ?? fromUrl);
	return { credentials, headers, by: hasToken ? 'token' : credentials ? 'password' : 'nothing' };
};

const shortest = 4;

/** Texts that no message may repeat, the longest first: a server may well send back what it was sent. */
export const secretsOf = ({ credentials, headers }: Authorization): readonly string[] =>
	[
		...(credentials
			? [credentials.password, Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64')]
			: []),
		...[...headers]
			.filter(([name]) => name.toLowerCase() !== 'x-scope-orgid')
			.flatMap(([, value]) => [value, ...value.split(' ')]),
	]
		.filter(text => text.length >= shortest)
		.toSorted((a, b) => b.length - a.length);

/** A text without any of the secrets. */
export const withoutSecrets = (text: string, secrets: readonly string[]): string =>
	secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
