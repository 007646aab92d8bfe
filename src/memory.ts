import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

// V8 lets 64 MiB of what was received lie about before it looks what of it is still used, and its heap grows meanwhile.
const most = 16 * 2 ** 20;

let received = 0;
let collect: (() => void) | undefined;

const collector = (): (() => void) => {
	setFlagsFromString('--expose-gc');
	return runInNewContext('gc') as () => void;
};

/** Told of bytes that were received; once they are very many, gives back the memory of those that are no longer used. */
export const tookIn = (bytes: number): void => {
	received += bytes;
	if (received < most) return;
	received = 0;
	collect ??= collector();
	collect();
};
