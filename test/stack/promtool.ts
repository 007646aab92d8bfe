import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findParts } from './parts.ts';
import { runProgram } from './run-program.ts';

/** The folder of what Prometheus is given. */
export const provisioned = fileURLToPath(new URL('../../provisioning/prometheus', import.meta.url));

/** Runs promtool and gives what it says. Throws where it finds fault. */
export const promtool = (...args: readonly string[]): Promise<string> =>
	runProgram(findParts().parts?.promtool ?? '', args);

/** Gives promtool a file of tests, which may be JSON, and gives its verdict. Throws with what differs where a test fails. */
export const testRules = async (tests: object): Promise<string> => {
	const folder = await mkdtemp(join(tmpdir(), 'aixcl-rules-'));
	try {
		const path = join(folder, 'tests.yml');
		await writeFile(path, JSON.stringify(tests));
		return await promtool('test', 'rules', path);
	} finally {
		await rm(folder, { recursive: true });
	}
};
