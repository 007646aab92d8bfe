import { expect, test } from 'vitest';
import { tookIn } from '../src/memory.ts';

test('gives back the memory of what was received, once it is very much and nobody uses it', () => {
	const MiB = 2 ** 20;
	const before = process.memoryUsage().arrayBuffers;
	const grown = () => (process.memoryUsage().arrayBuffers - before) / MiB;
	// Old enough that no quick look would find it.
	const kept: { buffers: Buffer[] | undefined } = {
		buffers: Array.from({ length: 240 }, () => Buffer.alloc(MiB / 16)),
	};
	expect(grown()).toBeGreaterThan(14);
	tookIn(15 * MiB);
	kept.buffers = undefined;
	expect(grown()).toBeGreaterThan(14);
	tookIn(MiB);
	// What a register still refers to is found at the next look.
	for (let looks = 1; looks < 5 && grown() >= 2; looks++) tookIn(16 * MiB);
	expect(grown()).toBeLessThan(2);
});
