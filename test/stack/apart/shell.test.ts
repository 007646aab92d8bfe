import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { describeParts } from '../describe-parts.ts';
import { runProgram } from '../run-program.ts';

const scripts = execFileSync('git', ['ls-files'], { encoding: 'utf8' })
	.split('\n')
	.filter(path => path !== '' && /^#!.*\b(?:ba|da)?sh\b/.test(readFileSync(path, 'utf8').slice(0, 80)));

describeParts('the shell scripts', () => {
	it('are all there', () => expect(scripts).toEqual(expect.arrayContaining(['.ci/run', 'src/build/aixcl.sh'])));

	it.each(scripts)('%s has nothing that shellcheck minds', async script => {
		expect(await runProgram('shellcheck', [script])).toBe('');
	});
});
