import { spawn } from 'node:child_process';
import type { Figures } from './figures.ts';
import { processTree, pssOf, rssOf } from './processes.ts';

/** From the start of `node -e 0` to its end, in milliseconds. */
export const measureBareStart = async (node: string): Promise<Figures> => {
	const started = performance.now();
	const child = spawn(node, ['-e', '0'], { stdio: 'ignore' });
	await new Promise((resolve, reject) => child.on('exit', resolve).on('error', reject));
	return { firstFrame: performance.now() - started };
};

/** What a Node that does nothing keeps in memory. */
export const measureBareMemory = async (node: string): Promise<Figures> => {
	const child = spawn(node, ['-e', "process.stdout.write('.');setInterval(() => {}, 1e6)"], {
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	try {
		await new Promise((resolve, reject) => {
			child.stdout.once('data', resolve);
			child.on('error', reject);
		});
		const tree = processTree(child.pid!);
		return { rss: rssOf(tree), pss: pssOf(tree) };
	} finally {
		child.kill('SIGKILL');
	}
};
