import { parentPort, workerData } from 'node:worker_threads';
import { createRandom } from '../../terminal/random.ts';
import { brokenProperty } from './clean-properties.ts';
import { hostileText } from './hostile-text.ts';

const { count, seed } = workerData as { readonly count: number; readonly seed: number };
const random = createRandom(seed);
const examples: string[] = [];
let failures = 0;
for (let round = 0; round < count; round++) {
	const input = hostileText(random, 12);
	const broken = brokenProperty(input, random.below(40));
	if (broken === undefined) continue;
	failures++;
	if (examples.length < 3) examples.push(`${broken}: ${JSON.stringify(input)}`);
}
parentPort!.postMessage({ count, failures, examples });
