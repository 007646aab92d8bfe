import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export type Started = { readonly child: ChildProcess; readonly port: number };

export const startUpstream = async (): Promise<Started> => {
	const child = fork(at('./upstream.ts'));
	const [port] = await once(child, 'message');
	return { child, port: Number(port) };
};

/** Starts the exporter as the stack starts it. */
export const startProxy = async (upstream: number): Promise<Started> => {
	const program = ['--max-semi-space-size=1', at('../../../dist/cli.js'), 'ollama-exporter'];
	const child = spawn(process.execPath, program, {
		env: {
			MALLOC_MMAP_THRESHOLD_: '32768',
			MALLOC_TRIM_THRESHOLD_: '65536',
			AIXCL_OLLAMA_LISTEN: '127.0.0.1:0',
			AIXCL_OLLAMA_METRICS_LISTEN: '127.0.0.1:0',
			AIXCL_OLLAMA_UPSTREAM: `http://127.0.0.1:${upstream}`,
		},
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	let text = '';
	for await (const part of child.stderr ?? []) {
		text += part;
		const [, port] = /127\.0\.0\.1:(\d+) for clients/.exec(text) ?? [];
		if (port === undefined) continue;
		child.stderr?.resume();
		return { child, port: Number(port) };
	}
	throw new Error(`the exporter did not start: ${text}`);
};

const statOf = ({ pid }: ChildProcess): readonly string[] =>
	readFileSync(`/proc/${pid}/stat`, 'utf8')
		.replace(/^.*\) /s, '')
		.split(' ');

/** Seconds of processor so far; Linux counts a hundred ticks a second. */
export const cpuOf = (child: ChildProcess): number => (Number(statOf(child)[11]) + Number(statOf(child)[12])) / 100;

/** The most memory that it had resident, in MiB. */
export const peakOf = ({ pid }: ChildProcess): number =>
	Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
