import type { Config } from '../../config/config.ts';
import { loadConfig } from '../../config/load-config.ts';
import type { Invocation, Run } from '../command.ts';
import { openStack } from '../open-stack.ts';
import { loadStackEnv } from '../stack-env.ts';
import { lookAtStack } from '../status/look.ts';
import { byUrgency, type Check, failBy, notApplicable, pass } from './check.ts';
import { checkGpu } from './check-gpu.ts';
import { checkCompose, checkDisk, checkEngine, checkExposure, checkSecrets, checkVersions } from './check-machine.ts';
import { checkNumbers } from './check-numbers.ts';
import { checkOllamaExporter } from './check-ollama-exporter.ts';
import { checkServices } from './check-services.ts';

const checkEverything = async (config: Config, invocation: Invocation): Promise<readonly Check[]> => {
	try {
		loadStackEnv(invocation.env);
	} catch (error) {
		return [checkVersions(), failBy('settings', error), notApplicable('engine', 'Not looked at: settings come first')];
	}
	const settled = [checkVersions(), pass('settings', 'The settings of the stack make sense')];
	let stack: Awaited<ReturnType<typeof openStack>>;
	try {
		stack = await openStack({ ...config, readOnly: true }, invocation);
	} catch (error) {
		return [...settled, failBy('engine', error), notApplicable('services', 'Not known without an engine')];
	}
	try {
		const [compose, disk, secrets, status] = await Promise.all([
			checkCompose(stack),
			checkDisk(stack),
			checkSecrets(stack),
			lookAtStack(stack),
		]);
		const services = await checkServices(status.services, stack);
		const models = [...checkGpu(stack, status.services), ...(await checkOllamaExporter(stack, status.services))];
		const numbers = checkNumbers(status.source);
		return [
			...settled,
			checkEngine(stack),
			compose,
			...disk,
			...services,
			...models,
			...numbers,
			secrets,
			checkExposure(stack),
		];
	} finally {
		stack.close();
	}
};

const nextStep = (checks: readonly Check[]): string => checks.find(({ fix }) => fix !== undefined)?.fix ?? 'aixcl top';

const asText = (checks: readonly Check[]): string => {
	const lines = checks.flatMap(({ verdict, text, fix }) => [
		`${verdict.padEnd(4)}  ${text}`,
		...(fix === undefined ? [] : [`      -> ${fix}`]),
	]);
	const count = (verdict: Check['verdict']) => checks.filter(check => check.verdict === verdict).length;
	const counts = `${count('pass')} passed, ${count('warn')} warned, ${count('fail')} failed, ${count('n.a.')} not applicable`;
	return `${[...lines, '', counts, `Next: ${nextStep(checks)}`].join('\n')}\n`;
};

/** Looks at every part and prints what is wrong first, each with what mends it. Resolves with 1 where something fails. */
export const runDoctor: Run = async invocation => {
	const { flags, env, write } = invocation;
	const config = await loadConfig({ flags, env });
	const checks = byUrgency(await checkEverything(config, invocation));
	const isJson = flags.get('json') === 'true';
	await write(isJson ? `${JSON.stringify({ schema: 1, checks, next: nextStep(checks) })}\n` : asText(checks));
	return checks.some(({ verdict }) => verdict === 'fail') ? 1 : 0;
};
