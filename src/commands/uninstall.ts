import { loadConfig } from '../config/load-config.ts';
import type { Compose } from '../engine/compose.ts';
import { AixclError } from '../errors.ts';
import { withLock } from '../stack/lock.ts';
import { isOurs } from '../stack/ours.ts';
import { requireOurs } from '../stack/ownership.ts';
import { secretsFolder } from '../stack/paths.ts';
import { parseProfiles } from '../stack/profiles.ts';
import { serviceNames, services } from '../stack/services.ts';
import { clean } from '../text/clean.ts';
import type { Invocation, Run } from './command.ts';
import { volumesOf } from './monitoring-volumes.ts';
import { openStack, type Stack } from './open-stack.ts';
import { refuseReadOnly } from './refuse-read-only.ts';
import { composeOf } from './start/plan.ts';

const monitoring = services.filter(({ role }) => role === 'monitoring').map(({ name }) => name);

const confirm = async (volumes: readonly string[], { terminal, tell, readLine }: Invocation): Promise<boolean> => {
	if (!terminal.input) {
		throw new AixclError('Deleting volumes is asked about first, and standard input is not a terminal', {
			code: 'usage',
			hint: 'Run it from a terminal, or without --volumes.',
		});
	}
	await tell(`All metrics, dashboards and silences that were kept go for good:\n  ${clean(volumes.join(', '))}\n`);
	await tell('Type yes to delete these volumes: ');
	return (await readLine())?.trim().toLowerCase() === 'yes';
};

const remove = async (stack: Stack, compose: Compose, volumes: readonly string[]): Promise<readonly string[]> => {
	const present = (await stack.list()).filter(container => isOurs(container, stack.composeFile));
	const names = monitoring.filter(name => present.some(container => container.name === name));
	if (names.length > 0) await compose.change(['rm', '--stop', '--force', ...names]);
	for (const volume of volumes) await compose.engine(['volume', 'rm', '--force', volume]);
	return names;
};

/** Removes the monitoring services, and with `--volumes`, once that is confirmed, what they have kept. */
export const runUninstall: Run = async invocation => {
	const { flags, env, write } = invocation;
	const config = await loadConfig({ flags, env });
	refuseReadOnly(config);
	const stack = await openStack(config, invocation);
	try {
		requireOurs(serviceNames, await stack.list(), stack.composeFile);
		const { compose } = await composeOf(stack, parseProfiles(stack.stackEnv.profiles, 'COMPOSE_PROFILES'));
		const volumes = flags.get('volumes') === 'true' ? await volumesOf(compose, monitoring) : [];
		if (volumes.length > 0 && !(await confirm(volumes, invocation))) {
			await write('Nothing was removed.\n');
			return 1;
		}
		const removed = await withLock(stack.lockFile, 'uninstall', async () => {
			// Someone may have put another deployment there while the question stood.
			requireOurs(serviceNames, await stack.list(), stack.composeFile);
			return remove(stack, compose, volumes);
		});
		await write(
			[
				removed.length > 0 ? `Removed ${removed.join(', ')}.` : 'No monitoring service was there.',
				volumes.length > 0 ? `Deleted ${volumes.join(', ')}.` : 'What they have kept is still in their volumes.',
				`Ollama with its exporter, Open WebUI and PostgreSQL were left alone, and the passwords in ${clean(secretsFolder(env))}.`,
				'',
			].join('\n'),
		);
		return 0;
	} finally {
		stack.close();
	}
};
