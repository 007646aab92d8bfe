import { builtinModules } from 'node:module';
import type { Plugin } from 'esbuild';

const names = new Set(builtinModules);

const load = (name: string) => `process.getBuiltinModule(${JSON.stringify(name)})`;

/** A module of Node's that is loaded when something of it is first used, not when what may use it is. */
const onFirstUse = (name: string, exports: object): string => `
let loaded;
const names = ${JSON.stringify(Object.keys(exports))};
for (const name of names)
	Object.defineProperty(exports, name, {
		enumerable: true,
		configurable: true,
		get: () => (loaded ??= ${load(name)})[name],
		// Libraries inherit from a module and put their own in its place.
		set(value) {
			Object.defineProperty(this, name, { value, enumerable: true, configurable: true, writable: true });
		},
	});`;

/**
 * Loads Node's own modules when the code that needs them runs. A bundle otherwise imports all of them when it starts:
 * those for HTTP, TLS and child processes too, long before anything is asked of anyone, and some of them never.
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
		build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => {
			const exports: unknown = process.getBuiltinModule(path);
			// What is itself a class or a function, such as `events`, has to be there whole; `process` is, and is written to.
			const canWait = typeof exports === 'object' && exports !== null && exports !== process;
			return { contents: canWait ? onFirstUse(path, exports) : `module.exports = ${load(path)};`, loader: 'js' };
		});
	},
});
