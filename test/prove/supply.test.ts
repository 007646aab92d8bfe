import { expect, it } from 'vitest';
import { testShortForm } from './short-form.ts';
import { supply } from './suites/supply.ts';
import { lockFindings } from './suites/supplying/locked.ts';

testShortForm(supply, 300);

it('finds each way past the lock', () => {
	const integrity = `sha512-${'a'.repeat(86)}==`;
	const good = { version: '1.2.3', integrity };
	const look = (entry: object, allowScripts = {}) =>
		lockFindings({ packages: { '': {}, 'node_modules/some': { ...good, ...entry } } }, { allowScripts }).wrong;
	expect(look({})).toEqual([]);
	expect(look({ hasInstallScript: true }, { some: false })).toEqual([]);
	expect(look({ version: '^1.2.3' })).toEqual(['node_modules/some has no exact version']);
	expect(look({ integrity: undefined })).toEqual(['node_modules/some is not locked by a SHA-512 hash']);
	expect(look({ integrity: 'sha1-abc=' })).toHaveLength(1);
	expect(look({ resolved: 'http://elsewhere.example/some.tgz' })).toHaveLength(1);
	expect(look({ link: true })).toHaveLength(1);
	expect(look({ hasInstallScript: true })).toHaveLength(1);
	for (const spec of ['git+ssh://git@x.example/a/b.git', 'github:a/b', 'a/b', 'https://x.example/b.tgz', 'file:../b'])
		expect(look({ dependencies: { other: spec } }), spec).toHaveLength(1);
	for (const spec of ['^1.0.0', '~1', '1.x || >=2.5.0 || 5.0.0 - 7.2.3', '*', 'npm:@scope/other@1', 'latest'])
		expect(look({ dependencies: { other: spec } }), spec).toEqual([]);
	expect(lockFindings({ packages: {} }, { devDependencies: { some: '^1.0.0' } }).wrong).toHaveLength(1);
});
