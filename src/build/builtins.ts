import { builtinModules } from 'node:module';
import type { Plugin } from 'esbuild';

const names = new Set(builtinModules);

/**
 * Loads Node's own modules when the code that needs them runs. A bundle otherwise imports all of them when it starts:
 * those for HTTP, TLS and child processes too, long before anything is asked of anyone.
 */
export const lazyBuiltins = (): Plugin => ({
	name: 'lazy-builtins',
	setup(build) {
		build.onResolve({ filter: /^[a-z]/ }, ({ path }) => {
			const name = path.replace(/^node:/, '');
			if (!path.startsWith('node:') && !names.has(name)) return undefined;
			// What is imported and never used need not be loaded at all.
			return { path: `node:${name}`, namespace: 'builtin', sideEffects: false };
		});
		build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
			contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
			loader: 'js',
		}));
	},
});
