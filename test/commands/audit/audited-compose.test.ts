import { expect, test } from 'vitest';
import type { Deed, Outcome } from '../../../src/audit/audit.ts';
import { differences, withComposeAudit } from '../../../src/commands/audited-compose.ts';
import type { Compose } from '../../../src/engine/compose.ts';
import type { Container } from '../../../src/engine/container.ts';
import { literal } from '../../../src/text/clean.ts';
import { madeContainer } from '../../support/made-model.ts';

const made = (index: number, facts: Parameters<typeof madeContainer>[2] = {}) =>
	madeContainer(index, `c${index}`, { startedAt: 1, ...facts });

test('what became of containers is told by their IDs', () => {
	const before = [made(1), made(2), made(3, { state: 'exited' }), made(4), made(5)];
	const after = [
		made(2, { startedAt: 2 }),
		made(3),
		made(4, { state: 'exited' }),
		made(5),
		made(6),
		made(7, { state: 'created' }),
	];
	expect(differences(before, after).map(({ action, container }) => `${action} ${container.name}`)).toEqual([
		'remove c1',
		'start c2',
		'start c3',
		'stop c4',
		'create and start c6',
		'create c7',
	]);
});

const ready = (looks: readonly (readonly Container[])[], failure?: Error) => {
	const deeds: (Deed & { outcome?: Outcome })[] = [];
	const asked: string[] = [];
	const run = async (args: readonly string[]) => {
		asked.push(args.join(' '));
		if (failure) throw failure;
	};
	const plain: Compose = {
		program: { name: 'docker compose', version: '2', command: ['docker', 'compose'], engineCommand: 'docker' },
		read: async () => '',
		change: run,
		engine: run,
	};
	let look = 0;
	const compose = withComposeAudit(plain, {
		audit: {
			begin(deed) {
				const recorded: (typeof deeds)[number] = { ...deed };
				deeds.push(recorded);
				return async outcome => {
					recorded.outcome = outcome;
				};
			},
		},
		endpoint: literal('unix:///test.sock'),
		list: async () => looks[Math.min(look++, looks.length - 1)]!,
	});
	return { compose, deeds, asked };
};

test('records what compose made, and not what it ran inside', async () => {
	const { compose, deeds, asked } = ready([[], [made(1)]]);
	await compose.change(['exec', '-T', 'postgres', 'psql']);
	expect(deeds).toEqual([]);
	await compose.change(['up', '--detach', 'c1']);
	expect(deeds).toMatchObject([
		{ action: 'compose up', container: 'c1', id: undefined, outcome: {} },
		{ action: 'create and start', container: 'c1', id: made(1).id, outcome: {} },
	]);
	await compose.engine(['volume', 'rm', '--force', 'data']);
	expect(deeds.at(-1)).toMatchObject({ action: 'volume rm', container: 'data', id: undefined });
	expect(asked).toEqual(['exec -T postgres psql', 'up --detach c1', 'volume rm --force data']);
});

test('a failure is recorded beside what was done nevertheless, and stays a failure', async () => {
	const failure = new Error('no space left');
	const { compose, deeds } = ready([[made(1)], []], failure);
	await expect(compose.change(['rm', '--stop', '--force', 'c1', 'c2'])).rejects.toBe(failure);
	expect(deeds).toMatchObject([
		{ action: 'compose rm', container: 'c1, c2', outcome: { error: failure } },
		{ action: 'remove', container: 'c1', outcome: {} },
	]);
	await expect(compose.engine(['volume', 'rm', 'data'])).rejects.toBe(failure);
	expect(deeds.at(-1)).toMatchObject({ action: 'volume rm', outcome: { error: failure } });
});
