import { expect, test } from 'vitest';
import { sparkline } from '../../../src/ui/charts/sparkline.ts';
import { asciiGlyphs, unicodeGlyphs } from '../../../src/ui/glyphs.ts';

test('one sign a column, from nothing to all, and gaps blank', () => {
	expect(sparkline([0, 0.13, 0.5, undefined, 0.99, 1, 1.2], 7, unicodeGlyphs)).toBe('▁▂▅ ███');
	expect(sparkline([0, 0.13, 0.5, undefined, 0.99, 1, 1.2], 7, asciiGlyphs)).toBe('_.+ @@@');
	expect(sparkline([0, 1, 0, 1], 2, unicodeGlyphs)).toBe('▅▅');
});
