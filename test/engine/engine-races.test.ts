import { expect } from 'vitest';
import type { ContainerAction } from '../../src/engine/container.ts';
import { type FakeContainer, fakeContainer } from '../support/fake-container.ts';
import type { FakeEngine } from '../support/fake-engine.ts';
import { noAbort, engineTest as test } from '../support/fake-engine-fixture.ts';
import { seededRandom } from '../support/seeded-random.ts';

const rounds = 10_000;
const actions = ['start', 'stop', 'restart', 'pause', 'unpause', 'kill', 'remove'] as const satisfies ContainerAction[];
const states = ['running', 'paused', 'exited'] as const;

/** What others do to the container of a name at any moment: a new one takes its name, or it only gets another one. */
const meddle = (fake: FakeEngine, random: (limit: number) => number, next: () => FakeContainer) => {
	const index = random(fake.containers.length);
	const container = fake.containers[index];
	if (!container) return;
	const kind = random(10);
	if (kind < 3) container.name = `renamed-${container.id.slice(-6)}`;
	else if (kind < 7) fake.containers[index] = { ...next(), name: container.name };
	else {
		const other = fake.containers[random(fake.containers.length)];
		if (other) [container.name, other.name] = [other.name, container.name];
	}
};

test(`${rounds} rounds of renaming, removing and making anew: what is asked of one never reaches another`, async ({
	startFake,
	connect,
}) => {
	const fake = await startFake({ containers: 8 });
	const engine = await connect(fake.url);
	const random = seededRandom(7);
	let made = 100;
	const next = () => {
		made += 1;
		return fakeContainer(made, { state: states[random(states.length)] ?? 'running' });
	};
	// Meddles before the engine looks at any request, also between the question and the action.
	fake.answer = () => {
		meddle(fake, random, next);
		return false;
	};
	const outcomes = { done: 0, gone: 0, refused: 0 };
	const wrong: string[] = [];
	const round = async () => {
		const target = fake.containers[random(fake.containers.length)] ?? next();
		const action = actions[random(actions.length)] ?? 'stop';
		const from = fake.requests.length;
		try {
			await engine.act(action, target.id, noAbort);
			outcomes.done += 1;
		} catch (error) {
			const { status, kind } = error as { status?: number; kind?: string };
			if (status === 404) outcomes.gone += 1;
			else if (status === 409 || status === 500 || kind === 'refused') outcomes.refused += 1;
			else wrong.push(`${action}: ${error}`);
		}
		const asked = fake.requests.splice(from).filter(request => !request.endsWith('/version'));
		for (const request of asked) if (!request.includes(`/containers/${target.id}`)) wrong.push(request);
		while (fake.containers.length < 8) fake.containers.push(next());
	};
	for (let count = 0; count < rounds; count += 1) await round();
	expect(wrong).toEqual([]);
	expect(outcomes.done + outcomes.gone + outcomes.refused).toBe(rounds);
	for (const count of Object.values(outcomes)) expect(count).toBeGreaterThan(rounds / 50);
}, 180_000);
