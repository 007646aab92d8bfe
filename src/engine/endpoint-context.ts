import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { clean } from '../text/clean.ts';
import { type Endpoint, parseAddress, type Tls } from './endpoint-address.ts';
import type { EndpointFiles } from './endpoint-files.ts';
import { EngineError } from './engine-error.ts';
import { at, textAt } from './json-at.ts';

/** Name of the context that `config.json` in Docker's configuration folder makes the current one. */
export const currentContext = async (folder: string, files: EndpointFiles): Promise<string | undefined> =>
	textAt(await readJson(join(folder, 'config.json'), files), 'currentContext');

/** The endpoint of a Docker context, its TLS files included. Rejects with an EngineError where there is no such context. */
export const readContext = async (name: string, folder: string, files: EndpointFiles): Promise<Endpoint> => {
	const shown = clean(name, 60);
	const digest = createHash('sha256').update(name).digest('hex');
	const meta = await readJson(join(folder, 'contexts', 'meta', digest, 'meta.json'), files);
	const address = textAt(meta, 'Endpoints', 'docker', 'Host');
	if (address === undefined) {
		throw new EngineError(`There is no Docker context named ${shown}`, {
			kind: 'refused',
			hint: 'List them with `docker context ls`, choose one with DOCKER_CONTEXT, or pass --host.',
		});
	}
	const skipVerify = at(meta, 'Endpoints', 'docker', 'SkipTLSVerify') === true;
	const tls = await readTls(join(folder, 'contexts', 'tls', digest, 'docker'), files, skipVerify);
	return parseAddress(address, `context ${shown}`, tls);
};

/** The PEM files of a folder; undefined where it has none of them. */
export const readTls = async (folder: string, files: EndpointFiles, skipVerify: boolean): Promise<Tls | undefined> => {
	const [ca, cert, key] = await Promise.all(['ca', 'cert', 'key'].map(name => files.read(join(folder, `${name}.pem`))));
	if (!ca && !cert && !key && !skipVerify) return undefined;
	return { ...(ca ? { ca } : {}), ...(cert ? { cert } : {}), ...(key ? { key } : {}), skipVerify };
};

const readJson = async (path: string, files: EndpointFiles): Promise<unknown> => {
	const bytes = await files.read(path);
	if (bytes === undefined) return undefined;
	try {
		return JSON.parse(bytes.toString());
	} catch {
		throw new EngineError(`${clean(path, 200)} is not valid JSON`, {
			kind: 'refused',
			hint: 'Repair it, or pass --host.',
		});
	}
};
