/** The SHA-256 of the files that a model is run from, by the answer of `/api/show`: its Modelfile names them. */
export const parseBlobs = (text: string): readonly string[] => {
	try {
		const { modelfile } = Object(JSON.parse(text)) as { modelfile?: unknown };
		return [...String(modelfile).matchAll(/^FROM .*[/\\]sha256[-:]([0-9a-f]{64})$/gm)].map(([, blob = '']) => blob);
	} catch {
		return [];
	}
};
