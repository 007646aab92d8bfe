import { describe, expect, it } from 'vitest';
import { applied } from '../../src/build/edits.ts';
import { type PackedFile, packageProblems } from '../../src/build/package-contents.ts';

const edit = { package: 'some', file: /index\.js$/, why: 'of speed', replace: [['slow()', 'fast()']] as const };

describe('an edit of a package', () => {
	it('replaces what it was made for', () => {
		expect(applied('a(); slow(); b();', edit, 'index.js')).toBe('a(); fast(); b();');
	});

	it.each(['a(); b();', 'slow(); slow();'])('fails the build, and says where and why, in %j', text => {
		expect(() => applied(text, edit, 'some/index.js')).toThrow(/some\/index\.js[\s\S]*slow\(\)[\s\S]*of speed/);
	});
});

const files: readonly PackedFile[] = [
	{ path: 'package.json', mode: 0o644 },
	{ path: 'README.md', mode: 0o644 },
	{ path: 'LICENSE', mode: 0o644 },
	{ path: 'dist/aixcl', mode: 0o755 },
	{ path: 'dist/cli.js', mode: 0o644 },
	{ path: 'dist/aixcl.1', mode: 0o644 },
	{ path: 'dist/LICENCES.txt', mode: 0o644 },
	{ path: 'dist/sbom.cdx.json', mode: 0o644 },
	{ path: 'compose/compose.yaml', mode: 0o644 },
];

describe('the contents of the package', () => {
	it('may be what was meant, with nothing to install', () => {
		expect(packageProblems(files, { scripts: { test: 'vitest' }, devDependencies: { ink: '8.0.0' } })).toEqual([]);
	});

	it('must not lack anything, nor hold anything else', () => {
		const changed = files.slice(1).concat({ path: 'src/cli.ts', mode: 0o644 }, { path: '.env', mode: 0o600 });
		expect(packageProblems(changed, {})).toEqual([
			'package.json is missing from the package.',
			'src/cli.ts does not belong into the package.',
			'.env does not belong into the package.',
		]);
	});

	it('must have a command that can be run', () => {
		const changed = files.map(file => ({ ...file, mode: 0o644 }));
		expect(packageProblems(changed, {})).toEqual(['dist/aixcl is not executable.']);
	});

	it('must bring no other package, and run nothing at installation', () => {
		const manifest = { dependencies: { ink: '8.0.0' }, scripts: { postinstall: 'node x.js', build: 'x' } };
		expect(packageProblems(files, manifest)).toEqual([
			'The package has dependencies, and is to have none: everything is bundled.',
			'The package would run its postinstall script at installation.',
		]);
	});
});
