import { seenPort, urlOf } from '../../stack/addresses.ts';
import { parseProfiles } from '../../stack/profiles.ts';
import { readPage } from '../../stack/read-page.ts';
import { portOf } from '../../stack/stack-env.ts';
import type { Stack } from '../open-stack.ts';
import type { ServiceStatus } from '../status/look.ts';
import { type Check, fail, notApplicable, pass, warn } from './check.ts';

export type ExporterInputs = Pick<Stack, 'isHere' | 'stackEnv'>;

const passing = 'Requests to Ollama pass through its exporter, which counts them';

// Whoever publishes Ollama's port is who answers clients of this machine.
const checkPath = ({ stackEnv }: ExporterInputs, exporter: ServiceStatus, ollama: ServiceStatus | undefined): Check => {
	const port = portOf(stackEnv, 'OLLAMA_PORT');
	const publishes = (status: ServiceStatus | undefined) =>
		status?.container?.ports.some(({ hostPort }) => hostPort === port) === true;
	if (publishes(exporter)) return pass('ollama.path', passing);
	const isWanted = parseProfiles(stackEnv.profiles, 'COMPOSE_PROFILES').includes('ollama-direct');
	const text = 'Clients reach Ollama past its exporter: tokens and waiting times are not known';
	if (isWanted) return notApplicable('ollama.path', `${text} (profile ollama-direct)`);
	return publishes(ollama)
		? warn('ollama.path', text, 'aixcl start')
		: warn('ollama.path', `Nothing answers clients of Ollama on port ${port}`, 'aixcl start ollama');
};

/** Whether the exporter of Ollama stands where clients ask, and reaches Ollama itself. */
export const checkOllamaExporter = async (
	inputs: ExporterInputs,
	services: readonly ServiceStatus[],
): Promise<readonly Check[]> => {
	const of = (name: string) => services.find(status => status.name === name);
	const exporter = of('ollama-exporter');
	// What is not running has been told already.
	if (exporter?.service === undefined || exporter.container?.state !== 'running') return [];
	const path = checkPath(inputs, exporter, of('ollama'));
	if (!inputs.isHere) return [path, notApplicable('ollama.exporter', 'Its metrics are published on another machine')];
	const { stackEnv } = inputs;
	const url = `${urlOf(exporter.service, stackEnv, seenPort(exporter.service, stackEnv, exporter.container))}/metrics`;
	const page = await readPage(url);
	if (page === undefined) return [path];
	const [, isUp] = /^ollama_up (\d)$/m.exec(page) ?? [];
	if (isUp === undefined) return [path, fail('ollama.exporter', `${url} is no exporter of Ollama`, 'aixcl start')];
	const [, version] = /^ollama_info\{version="([^"]*)"\} 1$/m.exec(page) ?? [];
	return [
		path,
		isUp === '1'
			? pass('ollama.exporter', `The exporter reaches Ollama${version === undefined ? '' : ` ${version}`}`)
			: fail(
					'ollama.exporter',
					'The exporter runs, and Ollama behind it does not answer',
					'aixcl logs ollama --lines 50',
				),
	];
};
