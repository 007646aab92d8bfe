import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from './run-program.ts';

/** An authority of one's own, by openssl: it lives for a day. */
export type Authority = {
	/** Path of its certificate. */
	readonly ca: string;
	/** Makes `NAME/cert.pem`, `NAME/key.pem` and `NAME/ca.pem` and gives the folder. */
	readonly issue: (name: string, use: 'serverAuth' | 'clientAuth') => Promise<string>;
};

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** Makes an authority in a new folder below `scratch`. */
export async function makeAuthority(scratch: string, name: string): Promise<Authority> {
	const folder = join(scratch, name);
	const at = (file: string) => join(folder, file);
	const openssl = (...args: readonly string[]) => runProgram('openssl', args);
	await mkdir(folder);
	const own = ['-keyout', at('ca-key.pem'), '-out', at('ca.pem'), '-days', '1', '-subj', `/CN=${name}`];
	await openssl('req', '-x509', ...newKey, ...own);
	return {
		ca: at('ca.pem'),
		async issue(subject, use) {
			const into = at(subject);
			await mkdir(into);
			const [request, extensions] = [join(into, 'request.pem'), join(into, 'extensions')];
			await writeFile(extensions, `subjectAltName=IP:127.0.0.1\nextendedKeyUsage=${use}\n`);
			await openssl('req', ...newKey, '-keyout', join(into, 'key.pem'), '-out', request, '-subj', `/CN=${subject}`);
			await openssl(
				...['x509', '-req', '-in', request, '-CA', at('ca.pem'), '-CAkey', at('ca-key.pem'), '-CAcreateserial'],
				...['-days', '1', '-extfile', extensions, '-out', join(into, 'cert.pem')],
			);
			await runProgram('cp', [at('ca.pem'), join(into, 'ca.pem')]);
			return into;
		},
	};
}
