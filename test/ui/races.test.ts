import { expect, test } from 'vitest';
import type { Container } from '../../src/engine/container.ts';
import { succeed } from '../../src/store/remote.ts';
import { createStore } from '../../src/store/store.ts';
import { clean } from '../../src/text/clean.ts';
import { createController } from '../../src/ui/controller.ts';
import { type Change, change, type Model } from '../../src/ui/model.ts';
import { madeContainer, madeModel } from '../support/made-model.ts';
import { noEffects } from '../support/no-effects.ts';
import { seededRandom } from '../support/seeded-random.ts';

const names = ['ollama', 'postgres', 'open-webui', 'grafana'];
const rounds = 10_000;

/** Numbers from 0 to below 1, the same ones for the same seed. */
const createRandom = (seed: number) => {
	const below = seededRandom(seed);
	return () => below(1_000_000) / 1_000_000;
};

/** Renames, removes, or makes anew under the same name, whichever it is at random. */
const disturbed = (
	containers: readonly Container[],
	random: () => number,
	next: () => number,
): readonly Container[] => {
	const victim = Math.floor(random() * containers.length);
	const what = random();
	return containers.flatMap((container, index) => {
		if (index !== victim) return [container];
		if (what < 0.3) return [{ ...container, name: clean(names[Math.floor(random() * names.length)]!) }];
		if (what < 0.6) return [];
		return [{ ...madeContainer(next(), container.name), name: container.name }];
	});
};

test(`${rounds} times names change hands while a question is open, and it reaches the container it was about`, async () => {
	const random = createRandom(7);
	let number = 10;
	const next = () => (number = (number + 1) % 60_000);
	const store = createStore<Model, Change>(madeModel({ columns: 120, rows: 40 }), change);
	let now = 0;
	const reached: string[] = [];
	const keys = createController(store, {
		...noEffects,
		act: ({ targets }) => void reached.push(...targets.map(({ id }) => id)),
		now: () => now,
	});
	let asked = 0;
	for (let round = 0; round < rounds; round++) {
		let containers: readonly Container[] = names.map(name => madeContainer(next(), name));
		const chosen = containers[Math.floor(random() * containers.length)]!;
		store.dispatch({ containers: succeed(containers, 0), state: { selected: chosen.id, dialog: undefined } });
		keys.press(random() < 0.5 ? 'r' : 'S', '');
		await Promise.resolve();
		await Promise.resolve();
		for (let step = 0; step < 3; step++) {
			containers = disturbed(containers, random, next);
			store.dispatch({ containers: succeed(containers, 0) });
		}
		now += 1000;
		reached.length = 0;
		keys.press('y', 'y');
		asked += reached.length;
		expect(reached.every(id => id === chosen.id)).toBe(true);
	}
	expect(asked).toBe(rounds);
});
