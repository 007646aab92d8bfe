import { describe, expect, it, test } from 'vitest';
import { isTooSmall, layout, placeOf, type Size } from '../../src/ui/layout.ts';
import { type OptionalPanelId, panelIds } from '../../src/ui/panel-id.ts';

const sizes = Array.from({ length: 40 }, (_, step) => ({ columns: 40 + step * 9, rows: 10 + step * 3 }));
const room = (size: Size, ...panels: OptionalPanelId[]) => ({ size, presence: { of: undefined, panels } });
const machines: readonly (readonly OptionalPanelId[])[] = [[], ['gpu'], ['llm'], ['gpu', 'llm']];

test.each(sizes)('fills $columns x $rows exactly', size => {
	for (const full of [undefined, ...panelIds]) {
		for (const panels of machines) {
			const bands = layout(room(size, ...panels), full);
			expect(bands.reduce((sum, { height }) => sum + height, 0)).toBe(size.rows - 2);
			for (const { places, height } of bands) {
				expect(places.reduce((sum, { width }) => sum + width, 0)).toBe(size.columns);
				expect(height).toBeGreaterThanOrEqual(4);
			}
		}
	}
});

test('the containers are the last to give way', () => {
	for (const size of sizes)
		for (const panels of machines) expect(placeOf('containers', room(size, ...panels), undefined)).toBeDefined();
	expect(layout(room({ columns: 40, rows: 10 }), undefined)).toHaveLength(1);
});

test('a full screen shows one panel alone', () => {
	expect(layout(room({ columns: 120, rows: 40 }), 'postgres')).toEqual([
		{ height: 38, places: [{ panel: 'postgres', width: 120 }] },
	]);
});

describe('what not every machine has', () => {
	const large = { columns: 120, rows: 40 };
	const second = (...panels: OptionalPanelId[]) => layout(room(large, ...panels), undefined)[1]!.places;

	it('shares a band under CPU and memory', () =>
		expect(second('gpu', 'llm')).toEqual([
			{ panel: 'gpu', width: 60 },
			{ panel: 'llm', width: 60 },
		]));

	it('has all of the band where it is alone', () => {
		expect(second('gpu')).toEqual([{ panel: 'gpu', width: 120 }]);
		expect(second('llm')).toEqual([{ panel: 'llm', width: 120 }]);
	});

	it('leaves no empty band where there is nothing of it', () =>
		expect(second()).toEqual([{ panel: 'containers', width: 120 }]));

	it('is reached by its number alone below 36 rows', () => {
		expect(placeOf('gpu', room({ columns: 120, rows: 36 }, 'gpu'), undefined)).toBeDefined();
		expect(placeOf('gpu', room({ columns: 120, rows: 35 }, 'gpu'), undefined)).toBeUndefined();
	});
});

test('says what is too small', () => {
	expect(isTooSmall({ columns: 39, rows: 40 })).toBe(true);
	expect(isTooSmall({ columns: 120, rows: 9 })).toBe(true);
	expect(isTooSmall({ columns: 40, rows: 10 })).toBe(false);
});
