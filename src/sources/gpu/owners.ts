import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Clean, clean } from '../../text/clean.ts';

/** Whose a process of this machine is: the ID of its container, and the model that it runs. */
export type ProcessOwner = {
	readonly container: string | undefined;
	readonly model: Clean | undefined;
	/** The SHA-256 of the file that Ollama runs: only root can read which name it has; Ollama tells everybody. */
	readonly blob: string | undefined;
};

const read = (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch(() => undefined);

// Ollama's manifests say which blob a name stands for: models/manifests/HOST/NAMESPACE/MODEL/TAG.
const modelOf = async (root: string, folder: string, digest: string): Promise<string | undefined> => {
	const manifests = join(root, folder, 'manifests');
	const files = await readdir(manifests, { recursive: true }).catch(() => []);
	for (const file of files.slice(0, 2000)) {
		const parts = file.split('/');
		if (parts.length !== 4 || !(await read(join(manifests, file)))?.includes(digest)) continue;
		const [, namespace, model, tag] = parts;
		return `${namespace === 'library' ? '' : `${namespace}/`}${model}:${tag}`;
	}
	return undefined;
};

const modelArgument = (words: readonly string[]): string | undefined => {
	const index = words.findIndex(word => word === '--model' || word === '-m');
	return words[index < 0 ? words.length : index + 1] ?? words.find(word => word.startsWith('--model='))?.slice(8);
};

// The exporter may see other pids than this machine has: only the same program is the same process.
const isProgram = (process: string, words: readonly string[], comm: string): boolean => {
	const name = basename(process.split(' ')[0] ?? '');
	return name !== '' && (name === basename(words[0] ?? '') || name.slice(0, 15) === comm);
};

/** The owner of a process that an exporter calls so; undefined where there is no such process here. `proc` is where processes are told. */
export const ownerOf = async (pid: string, process: string, proc = '/proc'): Promise<ProcessOwner | undefined> => {
	if (!/^[1-9]\d*$/.test(pid)) return undefined;
	const folder = join(proc, pid);
	const [line, comm, groups] = await Promise.all(['cmdline', 'comm', 'cgroup'].map(file => read(join(folder, file))));
	const words = (line ?? '').split('\0').filter(word => word !== '');
	if (!isProgram(process, words, (comm ?? '').trim())) return undefined;
	const path = modelArgument(words);
	const [, models = '', blob] = /^(.*)\/blobs\/sha256[-:]([0-9a-f]{64})$/.exec(path ?? '') ?? [];
	const model = blob === undefined ? named(path) : await modelOf(join(folder, 'root'), models, blob);
	return {
		container: /[0-9a-f]{64}/.exec(groups ?? '')?.[0],
		model: model === undefined ? undefined : clean(model, 80),
		blob,
	};
};

/** A file that is not Ollama's is called by its own name. */
const named = (path: string | undefined): string | undefined =>
	path === undefined || /\/blobs\/sha256/.test(path) ? undefined : basename(path).replace(/[.]gguf$/, '');
