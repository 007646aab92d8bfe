import type { Compose } from '../../engine/compose.ts';
import { requireOurs } from '../../stack/ownership.ts';
import { secretsFolder } from '../../stack/paths.ts';
import { ensureSecrets, type Secret } from '../../stack/secrets.ts';
import { serviceNames } from '../../stack/services.ts';
import { clean, literal } from '../../text/clean.ts';
import type { Invocation } from '../command.ts';
import type { Stack } from '../open-stack.ts';
import { prepareDatabase } from './database.ts';
import type { Plan } from './plan.ts';
import type { Progress } from './progress.ts';
import { type Laggard, waitHealthy } from './wait-healthy.ts';

export type BringUp = {
	readonly stack: Stack;
	readonly plan: Plan;
	readonly progress: Progress;
	readonly terminal: Invocation['terminal'];
	/** Seconds to wait for the services to be healthy. */
	readonly seconds: number;
};

const tellSecrets = async (
	progress: Progress,
	folder: string,
	created: readonly Secret[],
	changed: readonly Secret[],
) => {
	if (created.length > 0)
		await progress.line(clean(`Passwords were made, one file each, in ${folder} (only you can enter it).`));
	for (const { name, variable } of changed) await progress.line(clean(`${variable} is new: ${name} was replaced.`));
	if (changed.some(({ name }) => name === 'grafana_admin_password')) {
		await progress.line(
			literal(
				'Grafana keeps the password it was first started with; give it the new one with\n  docker exec -it grafana grafana cli admin reset-admin-password NEW',
			),
		);
	}
};

const upWith = (compose: Compose, { progress, terminal }: BringUp) => {
	const output = terminal.error
		? 'terminal'
		: (line: string) => void progress.line(clean(`  ${line.trim()}`)).catch(() => {});
	return (args: readonly string[]) => compose.change(['up', '--detach', '--quiet-pull', ...args], { output });
};

/** Makes the secrets and starts the services, the database first; resolves with those that do not get well. */
export const bringUp = async (parts: BringUp): Promise<readonly Laggard[]> => {
	const { stack, plan, progress, seconds } = parts;
	const folder = secretsFolder(stack.env);
	const { created, changed } = await ensureSecrets(folder, stack.stackEnv.values);
	await tellSecrets(progress, folder, created, changed);

	const before = requireOurs(serviceNames, await stack.list(), stack.composeFile);
	const restartsBefore = new Map(before.map(({ id, restartCount }) => [id, restartCount ?? 0]));
	const up = upWith(plan.compose, parts);
	const wait = (names: readonly string[]) =>
		waitHealthy(names, { list: stack.list, progress, seconds, restartsBefore });
	const names = plan.services.map(({ name }) => name);
	// A container keeps the secrets it was made with.
	const renewed = names.filter(
		name => before.some(container => container.name === name) && changed.some(secret => secret.services.includes(name)),
	);
	const recreated = renewed.length > 0 ? ['--force-recreate', '--no-deps', ...renewed] : undefined;

	if (names.includes('postgres')) {
		await up(renewed.includes('postgres') ? ['--force-recreate', 'postgres'] : ['postgres']);
		const laggards = await wait(['postgres']);
		if (laggards.length > 0) return laggards;
		// Its file may have been lost while the database was kept.
		const isPasswordNew = [...created, ...changed].some(({ name }) => name === 'postgres_password');
		await prepareDatabase(plan.compose, stack.stackEnv, { isPasswordNew });
	}
	if (recreated) await up(recreated.filter(word => word !== 'postgres'));
	await up(plan.named);
	return wait(names.filter(name => name !== 'postgres'));
};
