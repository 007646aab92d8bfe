import { expect, test } from 'vitest';
import { isTooSmall, layout, placeOf } from '../../src/ui/layout.ts';
import { panelIds } from '../../src/ui/panel-id.ts';

const sizes = Array.from({ length: 40 }, (_, step) => ({ columns: 40 + step * 9, rows: 10 + step * 3 }));

test.each(sizes)('fills $columns x $rows exactly', size => {
	for (const full of [undefined, ...panelIds]) {
		const bands = layout(size, full);
		expect(bands.reduce((sum, { height }) => sum + height, 0)).toBe(size.rows - 2);
		for (const { places, height } of bands) {
			expect(places.reduce((sum, { width }) => sum + width, 0)).toBe(size.columns);
			expect(height).toBeGreaterThanOrEqual(4);
		}
	}
});

test('the containers are the last to give way', () => {
	for (const size of sizes) expect(placeOf('containers', size, undefined)).toBeDefined();
	expect(layout({ columns: 40, rows: 10 }, undefined)).toHaveLength(1);
});

test('a full screen shows one panel alone', () => {
	expect(layout({ columns: 120, rows: 40 }, 'postgres')).toEqual([
		{ height: 38, places: [{ panel: 'postgres', width: 120 }] },
	]);
});

test('says what is too small', () => {
	expect(isTooSmall({ columns: 39, rows: 40 })).toBe(true);
	expect(isTooSmall({ columns: 120, rows: 9 })).toBe(true);
	expect(isTooSmall({ columns: 40, rows: 10 })).toBe(false);
});
