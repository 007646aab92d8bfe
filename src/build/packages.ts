import { createRequire } from 'node:module';
import type { Plugin } from 'esbuild';

const require = createRequire(import.meta.url);

/** Needed by parts of packages that are never called: building images, gRPC, an SSH client, forms, React's developer tools. */
const absent = [
	'@balena/dockerignore',
	'@grpc/grpc-js',
	'@grpc/proto-loader',
	'cpu-features',
	'form-data',
	'protobufjs',
	'react-devtools-core',
	'ssh2',
	'tar-fs',
];

/** Of the machine, only its processors, memory, disks and network are asked. */
const absentParts = {
	of: /[\\/]systeminformation[\\/]lib[\\/]index\.js$/,
	names: 'audio battery bluetooth docker graphics internet printer processes system usb users virtualbox wifi'.split(
		' ',
	),
};

const stub = (name: string) => `module.exports = new Proxy({}, {
	get: (_target, property) => typeof property !== 'string' || property === '__esModule' ? undefined : function () {
		throw new Error(${JSON.stringify(`${name} is not part of aixcl`)});
	},
});`;

const escaped = (name: string) => name.replace(/[/\-\\^$*+?.()|[\]{}]/g, '\\$&');

/** Leaves packages out that are never called, and keeps one copy of those that would come in several versions. */
export const choosePackages = (): Plugin => ({
	name: 'choose-packages',
	setup(build) {
		build.onResolve({ filter: new RegExp(`^(?:${absent.map(escaped).join('|')})$`) }, ({ path }) => ({
			path,
			namespace: 'absent',
		}));
		const parts = new RegExp(`^\\./(?:${absentParts.names.join('|')})$`);
		build.onResolve({ filter: parts }, ({ path, importer }) =>
			absentParts.of.test(importer) ? { path: `systeminformation's ${path.slice(2)}`, namespace: 'absent' } : undefined,
		);
		build.onLoad({ filter: /.*/, namespace: 'absent' }, ({ path }) => ({ contents: stub(path), loader: 'js' }));
		// What Node has itself.
		build.onResolve({ filter: /^readable-stream$/ }, () => ({ path: 'node:stream', namespace: 'builtin' }));
		// One table of widths for layout and drawing, or wide characters would shift.
		build.onResolve({ filter: /^string-width$/ }, () => ({ path: require.resolve('string-width') }));
	},
});
