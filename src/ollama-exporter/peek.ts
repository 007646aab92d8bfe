import { topLevelText } from './top-level-text.ts';

const most = 64 * 1024;

/** Looks at the beginning of a request's body as it passes. */
export type Peek = {
	/** Takes the next bytes; nothing is kept once the model is known, or 64 KiB have not told. */
	feed(chunk: Buffer): void;
	/** There is no more. */
	end(): void;
};

/** Tells once which model a JSON body asks for: absent where its first 64 KiB do not say. */
export const createPeek = (tell: (model: string | undefined) => void): Peek => {
	let seen = '';
	let isOver = false;
	const settle = (model: string | undefined) => {
		isOver = true;
		seen = '';
		tell(model);
	};
	return {
		feed(chunk) {
			if (isOver) return;
			seen += chunk.toString('latin1', 0, Math.min(chunk.length, most - seen.length));
			const found = topLevelText(seen, 'model');
			if (found !== undefined) settle(Buffer.from(found, 'latin1').toString());
			else if (seen.length >= most) settle(undefined);
		},
		end() {
			if (!isOver) settle(undefined);
		},
	};
};
