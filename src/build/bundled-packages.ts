import type { Metafile } from 'esbuild';

const packageFolder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;

/** The folders of all packages of which something is in a bundle, relative to the root, in order. */
export const bundledPackages = ({ inputs, outputs }: Metafile): readonly string[] => {
	const used = new Set(Object.values(outputs).flatMap(output => Object.keys(output.inputs)));
	const folders = new Set<string>();
	for (const input of Object.keys(inputs)) {
		const folder = packageFolder.exec(input)?.[1];
		if (folder && used.has(input)) folders.add(folder);
	}
	return [...folders].sort();
};
