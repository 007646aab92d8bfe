import { dirname } from 'node:path';
import { type Compose, createCompose } from '../../engine/compose.ts';
import { composeEnvironment, findCompose } from '../../engine/compose-find.ts';
import { AixclError } from '../../errors.ts';
import { formatBytes } from '../../metrics/format.ts';
import { requireRoom, roomFor } from '../../stack/disk.ts';
import { exposureWarning } from '../../stack/exposure.ts';
import { isOurs } from '../../stack/ours.ts';
import { composeFilesFor } from '../../stack/overlays.ts';
import { requireOurs } from '../../stack/ownership.ts';
import { secretsFolder, stateFolder } from '../../stack/paths.ts';
import { requireFreePorts } from '../../stack/ports.ts';
import { type Profile, parseProfiles } from '../../stack/profiles.ts';
import { projectName, type Service, serviceNames, services, withNeeds } from '../../stack/services.ts';
import { withComposeAudit } from '../audited-compose.ts';
import type { Stack } from '../open-stack.ts';

/** What is going to be started, after every check that can be made before anything is changed. */
export type Plan = {
	readonly services: readonly Service[];
	/** The services as they were named; empty for all. */
	readonly named: readonly string[];
	readonly compose: Compose;
	readonly overlays: readonly string[];
	readonly warnings: readonly string[];
};

const socketOf = ({ endpoint: { connection } }: Stack): readonly (readonly [string, string])[] =>
	'socketPath' in connection ? [['AIXCL_ENGINE_SOCKET', connection.socketPath]] : [];

/** Whoever gives the GPUs to Ollama starts the exporter that tells of them. */
const withExporter = (profiles: readonly Profile[], overlays: readonly string[]): readonly Profile[] =>
	overlays.some(name => name.startsWith('gpu-nvidia')) && !profiles.includes('gpu-nvidia')
		? [...profiles, 'gpu-nvidia']
		: profiles;

/** The compose of the stack. Rejects with an AixclError where this machine has none. */
export const composeOf = async (
	stack: Stack,
	profiles: readonly Profile[],
): Promise<{
	readonly compose: Compose;
	readonly overlays: readonly string[];
	readonly whyNoGpu: string | undefined;
}> => {
	const { config, env, endpoint, info, folder, isHere, stackEnv, audit, composeFile } = stack;
	const program = await findCompose(info.product, composeEnvironment(env, endpoint));
	const { files, chosen, whyNoGpu } = composeFilesFor({ folder, info, isHere, profiles });
	const plain = createCompose({
		program,
		endpoint,
		env,
		isReadOnly: config.readOnly,
		project: projectName,
		files,
		profiles: withExporter(profiles, chosen).filter(profile => services.some(service => service.profile === profile)),
		variables: new Map([...socketOf(stack), ['AIXCL_SECRETS', secretsFolder(env)], ...stackEnv.values]),
	});
	const compose = withComposeAudit(plain, {
		audit,
		endpoint: endpoint.url,
		list: async () => (await stack.list()).filter(container => isOurs(container, composeFile)),
	});
	return { compose, overlays: chosen, whyNoGpu };
};

const chosenServices = (named: readonly string[], profiles: readonly Profile[]): readonly Service[] =>
	named.length > 0
		? withNeeds(named)
		: services.filter(({ profile }) => profile === undefined || profiles.some(each => each === profile));

/** Makes every check. Rejects with the AixclError of the first that fails; nothing has been changed then. */
export const planStart = async (
	stack: Stack,
	{ named, profile }: { readonly named: readonly string[]; readonly profile: string | undefined },
): Promise<Plan> => {
	const { env, stackEnv, info, composeFile, isHere, endpoint } = stack;
	if ('ssh' in endpoint.connection) {
		throw new AixclError(`${endpoint.url} is another machine, and the files that the stack mounts are on this one`, {
			code: 'stack',
			hint: 'Run aixcl start there. To look, stop and clear up it works from here: aixcl top, status, logs, stop, uninstall.',
		});
	}
	const profiles = [
		...parseProfiles(stackEnv.profiles, 'COMPOSE_PROFILES'),
		...parseProfiles(profile ?? '', '--profile'),
	];
	const containers = await stack.list();
	// Compose looks at the whole project, whatever is named.
	requireOurs(serviceNames, containers, composeFile);
	const { compose, overlays, whyNoGpu } = await composeOf(stack, profiles);
	const wanted = chosenServices(named, withExporter(profiles, overlays));
	const ours = new Set(containers.filter(container => isOurs(container, composeFile)).map(({ id }) => id));
	await requireFreePorts({ services: wanted, stackEnv, containers, ours, isHere });
	const rooms = await roomFor(isHere ? info.dataFolder : undefined, dirname(stateFolder(env)));
	requireRoom(rooms);
	const exposed = exposureWarning(wanted, stackEnv);
	return {
		services: wanted,
		named,
		compose,
		overlays,
		warnings: [
			...(exposed ? [exposed] : []),
			...(whyNoGpu ? [whyNoGpu] : []),
			...rooms
				.filter(({ free, wished }) => free < wished)
				.map(({ folder, free }) => `Only ${formatBytes(free)} are free in ${folder}: models and images are large.`),
		],
	};
};
