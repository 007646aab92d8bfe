import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import manifest from '../../package.json' with { type: 'json' };

const git = (...args: readonly string[]) =>
	execFileSync('git', args, { cwd: fileURLToPath(new URL('../..', import.meta.url)), encoding: 'utf8' }).trim();

const commit = () => {
	try {
		// The file that is being written, and what else is not of the program.
		const changed = git('status', '--porcelain', '--', '.', ':!TRUST.md');
		return ` (${git('rev-parse', '--short', 'HEAD')}${changed ? ', changed' : ''})`;
	} catch {
		return '';
	}
};

/** What a run was made with, such as `aixcl 0.1.0 (1234567), Node 24.21.0, linux x64`. */
export const ownVersions = (): string =>
	[`aixcl ${manifest.version}${commit()}`, `Node ${process.versions.node}`, `${process.platform} ${process.arch}`].join(
		', ',
	);
