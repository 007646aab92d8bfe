import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tinyGguf } from '../support/tiny-gguf.ts';
import { freePort } from './free-port.ts';
import { cacheFolder } from './parts.ts';
import { waitUntil } from './wait-until.ts';

export type LlamaServer = { readonly url: string; stop(): Promise<void> };

const only = (folder: string, pattern: RegExp): string => {
	const name = readdirSync(folder).find(entry => pattern.test(entry));
	if (name === undefined) throw new Error(`${folder} has nothing like ${pattern}; run test/stack/install as root`);
	return join(folder, name);
};

/** Starts llama.cpp's real server on a tiny made model, which it calls `tiny`; its file goes into `folder`. */
export async function startLlamaServer(folder: string): Promise<LlamaServer> {
	const tree = join(cacheFolder(), 'sid', 'llama.cpp');
	if (!existsSync(tree)) throw new Error('the rig lacks llama.cpp; run test/stack/install as root');
	const libraries = only(join(tree, 'usr', 'lib'), /-linux-gnu/);
	const model = join(folder, 'tiny.gguf');
	await writeFile(model, tinyGguf());
	const port = await freePort();
	// It is linked against a newer C library than this machine may have, and comes with that and its loader.
	const child = spawn(
		only(libraries, /^ld-linux/),
		[
			...['--library-path', `${libraries}:${join(libraries, 'llama')}`, join(tree, 'usr', 'bin', 'llama-server')],
			...['--model', model, '--alias', 'tiny', '--host', '127.0.0.1', '--port', String(port)],
			...['--threads', '1', '--no-warmup', '--metrics'],
		],
		{
			env: { GGML_BACKEND_PATH: only(join(libraries, 'ggml', 'backends0'), /cpu-(x64|armv8[.]0)/) },
			stdio: ['ignore', 'ignore', 'pipe'],
		},
	);
	let log = '';
	child.stderr.on('data', part => {
		log = `${log}${part}`.slice(-4000);
	});
	const ended = new Promise<void>(resolve => child.on('close', () => resolve()));
	const url = `http://127.0.0.1:${port}`;
	const stop = async () => {
		child.kill();
		await ended;
	};
	try {
		await waitUntil(
			() =>
				fetch(`${url}/health`).then(
					({ ok }) => ok,
					() => false,
				),
			{
				...{ what: 'llama-server', seconds: 60, why: () => log },
			},
		);
	} catch (error) {
		await stop();
		throw error;
	}
	return { url, stop };
}
