import { AixclError } from '../errors.ts';
import { clean } from '../text/clean.ts';

const name = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const value = /^[\t\x20-\x7e\x80-\xff]*$/;
// They belong to the connection, and to the body of each request.
const reserved = /^(connection|content-.*|expect|host|keep-alive|te|trailer|transfer-encoding|upgrade)$/i;

/**
 * Headers of a file's text, one a line, `Name: value`; empty lines and those that begin with `#` are left out.
 * Throws an AixclError that names the line and never repeats it.
 */
export const parseHeaders = (text: string, path: string): ReadonlyMap<string, string> => {
	const headers = new Map<string, string>();
	for (const [index, line] of text.split(/\r?\n/).entries()) {
		if (line.trim() === '' || line.startsWith('#')) continue;
		const [, header = '', content = ''] = /^([^:]*):(.*)$/s.exec(line) ?? [];
		const trimmed = content.trim();
		const wrong =
			!name.test(header) || trimmed === '' || !value.test(trimmed)
				? 'is no header'
				: reserved.test(header)
					? 'is a header that aixcl sets itself'
					: undefined;
		if (wrong) {
			throw new AixclError(`Line ${index + 1} of the headers file ${clean(path)} ${wrong}`, {
				code: 'config',
				hint: 'Write each line like X-Scope-OrgID: team.',
			});
		}
		headers.set(header, trimmed);
	}
	return headers;
};
