import { seenPort, urlOf } from '../../stack/addresses.ts';
import { type Probe, probe } from '../../stack/probe.ts';
import { stateText } from '../../ui/containers/state.ts';
import type { Stack } from '../open-stack.ts';
import type { ServiceStatus } from '../status/look.ts';
import { type Check, fail, notApplicable, pass, warn } from './check.ts';

const checkContainer = ({ name, service, container, condition, isForeign }: ServiceStatus): Check => {
	const id = `service.${name}`;
	if (!container) {
		return notApplicable(id, `${name} was not created${service?.profile ? ` (profile ${service.profile})` : ''}`);
	}
	const state = stateText({ container, now: Date.now(), acting: undefined });
	const start = isForeign ? `docker start ${container.name}` : `aixcl start ${name}`;
	const text = `${name}: ${state}`;
	switch (condition) {
		case 'up':
			return pass(id, text);
		case 'starting':
			return warn(id, text, `aixcl logs ${name} --follow`);
		case 'stopped':
			return service ? fail(id, text, start) : pass(id, text);
		default:
			return fail(id, text, `aixcl logs ${name} --lines 50`);
	}
};

const endpointText = (answer: Probe): string =>
	'failure' in answer ? answer.failure : `answers with status ${answer.status}`;

const checkEndpoint = async (status: ServiceStatus, { stackEnv, isHere }: Stack): Promise<readonly Check[]> => {
	const { name, service, container } = status;
	// What is not running, or just coming up, has been told already.
	if (!service?.healthPath || container?.state !== 'running' || container.health === 'starting') return [];
	const id = `endpoint.${name}`;
	if (!isHere) return [notApplicable(id, `${name} is published on another machine`)];
	const url = `${urlOf(service, stackEnv, seenPort(service, stackEnv, container))}${service.healthPath}`;
	const answer = await probe(url);
	return 'status' in answer && answer.status < 400
		? [pass(id, `${url} answers`)]
		: [
				fail(
					id,
					`${url} ${endpointText(answer)}`,
					status.isForeign ? `docker restart ${name}` : `aixcl restart ${name}`,
				),
			];
};

/** Every service, and the endpoint of each that runs. */
export const checkServices = async (services: readonly ServiceStatus[], stack: Stack): Promise<readonly Check[]> => {
	if (services.every(({ container }) => container === undefined)) {
		return [fail('services', 'Nothing of the stack was started yet', 'aixcl start')];
	}
	const foreign = services.filter(({ isForeign }) => isForeign).map(({ name }) => name);
	const endpoints = await Promise.all(services.map(status => checkEndpoint(status, stack)));
	return [
		...(foreign.length > 0
			? [warn('ownership', `Another deployment made ${foreign.join(', ')}: they are shown, and never changed`)]
			: []),
		...services.map(checkContainer),
		...endpoints.flat(),
	];
};
