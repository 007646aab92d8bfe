import packageJson from '../../package.json' with { type: 'json' };
import type { Run } from './command.ts';

/** Prints the version. */
export const runVersion: Run = async ({ write }) => {
	await write(`${packageJson.version}\n`);
	return 0;
};
