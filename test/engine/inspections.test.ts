import { expect, test } from 'vitest';
import { notInspected } from '../../src/engine/inspection.ts';
import { createInspections } from '../../src/engine/inspections.ts';
import type { ListRow } from '../../src/engine/list-row.ts';
import { madeContainer } from '../support/made-model.ts';

const row = (health: ListRow['health']): ListRow => ({ ...madeContainer(1, 'web'), health, fingerprint: 'the same' });

const ready = (health: ListRow['health']) => {
	let now = 0;
	let asked = 0;
	const inspections = createInspections(
		async () => ({ ...notInspected, health, healthFailures: ++asked }),
		() => now,
	);
	const after = async (milliseconds: number) => {
		now += milliseconds;
		await inspections.renew([row(health)], AbortSignal.timeout(10_000));
		return inspections.of(row(health).id).healthFailures;
	};
	return after;
};

test.each(['unhealthy', 'starting'] as const)('one that is %s is inspected again after a while', async health => {
	const after = ready(health);
	expect(await after(0)).toBe(1);
	expect(await after(3000)).toBe(1);
	expect(await after(2000)).toBe(2);
});

test.each(['healthy', undefined] as const)('one whose health is %s is inspected once', async health => {
	const after = ready(health);
	expect(await after(0)).toBe(1);
	expect(await after(100_000)).toBe(1);
});
