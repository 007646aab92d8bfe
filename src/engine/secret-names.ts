// Rather a value too many is hidden than one too few: `KEYCLOAK_URL` is, too.
const telling =
	/pass(?:w|phrase|code)|secret|token|credential|key|private|signature|cookie|session|connection.?string|auth(?!ors?(?![a-z]))/i;
const tellingWords = new Set([
	'pwd',
	'pw',
	'pat',
	'pin',
	'dsn',
	'salt',
	'seed',
	'cert',
	'sig',
	'jwt',
	'otp',
	'creds',
	'cred',
]);

/** Whether what goes by this name may be secret, e.g. `POSTGRES_PASSWORD`, `apiKey` or `db.pass`. */
export const isSecretName = (name: string): boolean =>
	telling.test(name) ||
	name
		.replace(/([a-z])([A-Z])/g, '$1_$2')
		.toLowerCase()
		.split(/[^a-z]+/)
		.some(word => tellingWords.has(word) || word.endsWith('pass'));

/** Whether it is the name of a setting that says where a secret lies, which is none itself. */
export const isNameOfPlace = (name: string): boolean => /[._-](?:file|path|dir)$/i.test(name);
