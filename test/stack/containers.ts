import { copyFile, mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { type Engine, type EngineAccess, runDocker } from './engine.ts';
import { inParallel } from './in-parallel.ts';
import type { Parts } from './parts.ts';
import { runProgram } from './run-program.ts';
import { waitUntil } from './wait-until.ts';

/** Full ids (64 hexadecimal digits) by name. */
export type ContainerIds = Readonly<Record<string, string>>;

type Recipe = { readonly options: readonly string[]; readonly script: string };

/** The image of every container. */
export const CONTAINER_IMAGE = 'aixcl-rig/busybox:1';

const SERVES = ['--restart', 'always', '--stop-timeout', '2'];
const CHECKED = ['--health-interval', '2s', '--health-timeout', '5s', '--health-retries', '1'];
const ON_TERM = "trap 'exit 0' TERM;";

/** Every container of the rig by name: its options beside the common ones, and what its shell does. */
const RECIPES: Readonly<Record<string, Recipe>> = {
	busy: {
		options: [...SERVES, '--cpus', '0.2', '--memory', '64m'],
		script: `${ON_TERM} while :; do :; done`,
	},
	chatty: {
		options: SERVES,
		script: `${ON_TERM} n=0; while :; do n=$((n+1)); if [ $((n%3)) = 0 ]; then echo "line $n on stderr" >&2; else echo "line $n"; fi; sleep 0.5; done`,
	},
	sick: {
		options: [...SERVES, ...CHECKED, '--health-cmd', 'echo "no answer on port 80"; exit 1'],
		script: `${ON_TERM} while :; do sleep 1; done`,
	},
	gone: { options: ['--network', 'none'], script: 'echo "cannot read its settings" >&2; exit 3' },
	tty: {
		options: [...SERVES, '--tty'],
		script: `${ON_TERM} n=0; while :; do n=$((n+1)); echo "tty line $n"; sleep 1; done`,
	},
	fine: {
		options: [...SERVES, ...CHECKED, '--health-cmd', 'true', '--publish', '127.0.0.1:8080:80'],
		script: `${ON_TERM} dd if=/dev/zero of=/cached bs=1M count=24 2>/dev/null; while :; do sleep 1; done`,
	},
};

/** Makes the image and starts every container, and `idle` further ones; ready when each is in the state it is meant for. */
export async function startContainers(
	parts: Parts,
	access: EngineAccess,
	folder: string,
	idle: number,
): Promise<ContainerIds> {
	await runDocker(access, ['import', await layOutImage(parts, folder), CONTAINER_IMAGE]);
	const idlers = Array.from({ length: idle }, (_, index) => `idle-${String(index + 1).padStart(4, '0')}`);
	const recipes: Record<string, Recipe> = { ...RECIPES };
	for (const name of idlers)
		recipes[name] = { options: ['--network', 'none'], script: `${ON_TERM} sleep 999999 & wait` };
	const entries = await inParallel(4, Object.entries(recipes), async ([name, recipe]) => {
		return [name, await runContainer(access, name, recipe)] as const;
	});
	await waitUntil(async () => (await statesOf(access)) === 'sick unhealthy, fine healthy, gone exited 3', {
		what: 'the containers to be healthy, unhealthy and gone',
	});
	return Object.fromEntries(entries);
}

/** Removes every container, also when the engine was left frozen or killed. */
export async function removeContainers({ child, access }: Engine): Promise<void> {
	child.resume();
	await child.start();
	const ids = await runDocker(access, ['ps', '--all', '--quiet']);
	if (ids) await runDocker(access, ['rm', '--force', '--volumes', ...ids.split('\n')]);
}

function runContainer(access: EngineAccess, name: string, { options, script }: Recipe): Promise<string> {
	const labels = { project: 'aixcl', service: name, 'container-number': '1', oneoff: 'False' };
	return runDocker(access, [
		...['run', '--detach', '--name', name, '--log-driver', 'json-file'],
		...Object.entries(labels).flatMap(([key, value]) => ['--label', `com.docker.compose.${key}=${value}`]),
		...options,
		...[CONTAINER_IMAGE, 'sh', '-c', script],
	]);
}

async function statesOf(access: EngineAccess): Promise<string> {
	const health = '{{slice .Name 1}} {{.State.Health.Status}}';
	const [checked, gone] = await Promise.all([
		runDocker(access, ['inspect', '--format', health, 'sick', 'fine']),
		runDocker(access, ['inspect', '--format', '{{slice .Name 1}} {{.State.Status}} {{.State.ExitCode}}', 'gone']),
	]);
	return [...checked.split('\n'), gone].join(', ');
}

/** Makes the root of the image below `folder` and gives the path of its archive. */
export async function layOutImage({ busybox }: Pick<Parts, 'busybox'>, folder: string): Promise<string> {
	const root = join(folder, 'image');
	const archive = join(folder, 'image.tar');
	await mkdir(join(root, 'bin'), { recursive: true });
	for (const empty of ['proc', 'sys', 'dev', 'tmp', 'etc']) await mkdir(join(root, empty));
	await copyFile(busybox, join(root, 'bin', 'busybox'));
	const applets = await runProgram(busybox, ['--list']);
	for (const applet of applets.split('\n').filter(name => name !== 'busybox')) {
		await symlink('busybox', join(root, 'bin', applet));
	}
	await runProgram('tar', ['-C', root, '-cf', archive, '.']);
	await rm(root, { recursive: true });
	return archive;
}
