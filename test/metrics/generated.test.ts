import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { generated } from '../../src/build/generated.ts';

it.each(generated)('$path is what the source says', ({ path, text }) => {
	const current = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
	expect(text(current)).toBe(current);
});
