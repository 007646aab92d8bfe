import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runSuite } from './run-suite.ts';

const isThere = (pid: number) => existsSync(`/proc/${pid}/exe`);

it('kills a suite that hangs, and what it has started, in other sessions too', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'aixcl-hanging-'));
	try {
		const program = join(folder, 'hangs.mjs');
		const told = join(folder, 'pids');
		await writeFile(
			program,
			`import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
const child = spawn('sh', ['-c', 'sleep 1000 & echo $!; wait'], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
child.stdout.once('data', line => writeFileSync(${JSON.stringify(told)}, [process.pid, child.pid, Number(line)].join(' ')));
setInterval(() => {}, 1000);`,
		);
		const asked = { name: 'hangs', count: 1, seed: 1, limit: 3000, program };
		await expect(runSuite(asked)).rejects.toThrow('it took longer than 0 minutes and was killed');
		const pids = readFileSync(told, 'utf8').split(' ').map(Number);
		expect(pids).toHaveLength(3);
		await expect.poll(() => pids.filter(isThere)).toEqual([]);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
});

it('takes the outcome of one that ends, and refuses one that breaks down', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'aixcl-ending-'));
	try {
		const program = join(folder, 'ends.mjs');
		await writeFile(
			program,
			`import { writeFileSync } from 'node:fs';
const [name, count, seed, file] = process.argv.slice(2);
if (name === 'breaks') process.exit(3);
writeFileSync(file, JSON.stringify({ count: Number(count), failures: 0, detail: seed }));`,
		);
		const asked = { name: 'ends', count: 7, seed: 5, limit: 60_000, program };
		expect(await runSuite(asked)).toEqual({ count: 7, failures: 0, detail: '5' });
		await expect(runSuite({ ...asked, name: 'breaks' })).rejects.toThrow('its process ended with status 3');
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
});
