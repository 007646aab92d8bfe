import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import packageJson from '../../../package.json' with { type: 'json' };
import { composeEnvironment, findCompose } from '../../engine/compose-find.ts';
import { formatBytes } from '../../metrics/format.ts';
import { roomFor } from '../../stack/disk.ts';
import { exposureWarning } from '../../stack/exposure.ts';
import { secretsFolder, stateFolder } from '../../stack/paths.ts';
import { services } from '../../stack/services.ts';
import type { Stack } from '../open-stack.ts';
import { type Check, fail, failBy, notApplicable, pass, warn } from './check.ts';

/** The versions of aixcl and of what runs it. */
export const checkVersions = (): Check =>
	pass(
		'versions',
		`aixcl ${packageJson.version} on Node ${process.versions.node}, ${process.platform} ${process.arch}`,
	);

/** The engine as it answered. */
export const checkEngine = ({ info, endpoint }: Stack): Check =>
	pass('engine', `${info.product} ${info.version} answers on ${endpoint.url} (${endpoint.from})`);

/** The machine's compose program. */
export const checkCompose = async ({ info, env, endpoint }: Stack): Promise<Check> => {
	try {
		const { name, version } = await findCompose(info.product, composeEnvironment(env, endpoint));
		return pass('compose', `${name} ${version} is there`);
	} catch (error) {
		return failBy('compose', error);
	}
};

/** Room for images, volumes and state. */
export const checkDisk = async ({ info, isHere, env }: Stack): Promise<readonly Check[]> => {
	const rooms = await roomFor(isHere ? info.dataFolder : undefined, dirname(stateFolder(env)));
	if (rooms.length === 0) return [notApplicable('disk', 'The disk of another machine cannot be looked at')];
	return rooms.map(({ folder, free, needed, wished }) => {
		const text = `${formatBytes(free)} are free in ${folder}`;
		if (free < needed) return fail('disk', text, 'docker system df');
		return free < wished ? warn('disk', text, 'docker system df') : pass('disk', text);
	});
};

/** Whether only their owner can get at the passwords. */
export const checkSecrets = async ({ env }: Stack): Promise<Check> => {
	const folder = secretsFolder(env);
	try {
		const { mode, uid } = await stat(folder);
		const isPrivate = (mode & 0o077) === 0 && uid === (process.getuid?.() ?? uid);
		return isPrivate
			? pass('secrets', `The passwords in ${folder} are for their owner only`)
			: fail('secrets', `Others can enter ${folder}, where the passwords are`, `chmod 700 ${folder}`);
	} catch {
		return notApplicable('secrets', 'No passwords were made yet: aixcl start makes them');
	}
};

/** Whether others on the network reach what the stack publishes. */
export const checkExposure = ({ stackEnv }: Stack): Check => {
	const started = services.filter(({ profile }) => profile === undefined);
	const exposed = exposureWarning(started, stackEnv);
	return exposed
		? warn('exposure', exposed.replace(/\.$/, ''), 'Set AIXCL_BIND=127.0.0.1 and run aixcl restart')
		: pass('exposure', 'Published ports are for this machine only');
};
