import { parseSwitch } from '../config/parse-choice.ts';
import { parseListen } from '../config/parse-listen.ts';
import { parseUrlLike } from '../config/parse-url.ts';
import { AixclError } from '../errors.ts';
import { type Exporter, type ExporterOptions, startExporter } from '../ollama-exporter/exporter.ts';
import { hostAndPort } from '../ollama-exporter/listen.ts';
import { isLoopbackAddress } from '../stack/loopback.ts';
import { clean } from '../text/clean.ts';
import type { Invocation, Run } from './command.ts';
import { exporterDefaults, exporterFlags } from './ollama-exporter-flags.ts';

type FlagId = keyof typeof exporterFlags;

const usage = (message: string, hint: string) => new AixclError(message, { code: 'usage', hint });

const settingOf = <T>(id: FlagId, { flags, env }: Invocation, parse: (text: string, label: string) => T): T => {
	const { name, env: variable = '' } = exporterFlags[id];
	const flag = flags.get(name);
	if (flag !== undefined) return parse(flag, `--${name}`);
	return env[variable] ? parse(env[variable], variable) : parse(exporterDefaults[id], `--${name}`);
};

const parseUpstream = (text: string, label: string): URL => {
	const url = new URL(parseUrlLike(exporterDefaults.upstream)(text, label));
	if (url.protocol === 'http:' && url.pathname === '/' && url.username === '' && url.password === '') return url;
	throw usage(`${label} must be the plain address of a model server`, 'Write it like http://127.0.0.1:11434.');
};

const parseClientListen = (text: string, label: string) => (text === 'off' ? undefined : parseListen(text, label));

const isSameMachine = (asked: string, listening: string): boolean => {
	const host = asked.replace(/^\[|\]$/g, '');
	const isEverywhere = listening === '0.0.0.0' || listening === '::';
	return host === listening || (isLoopbackAddress(host) && (isEverywhere || isLoopbackAddress(listening)));
};

/** The settings of the exporter. Throws an AixclError for the first that is wrong, or where it would ask itself. */
const optionsOf = (invocation: Invocation): ExporterOptions => {
	const upstream = settingOf('upstream', invocation, parseUpstream);
	const listen = settingOf('listen', invocation, parseClientListen);
	if (listen && Number(upstream.port || 80) === listen.port && isSameMachine(upstream.hostname, listen.host)) {
		throw usage(
			`The exporter would ask itself: ${hostAndPort(listen)} is its own address and that of the model server`,
			'Move the model server to another port (OLLAMA_HOST=127.0.0.1:11436), and give that with --upstream.',
		);
	}
	return {
		upstream,
		listen,
		metricsListen: settingOf('metricsListen', invocation, parseListen),
		injectsUsage: settingOf('injectUsage', invocation, parseSwitch),
	};
};

const untilAsked = async (exporter: Exporter): Promise<void> => {
	await new Promise<void>(resolve => {
		let isEnding = false;
		const end = () => {
			// Whoever asks again does not want to wait for the last answers.
			if (isEnding) exporter.close();
			isEnding = true;
			void exporter.drain().then(resolve);
		};
		for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, end);
	});
};

/** Stands in front of Ollama until it is asked to end, and then until the last answer is out. */
export const runOllamaExporter: Run = async invocation => {
	const options = optionsOf(invocation);
	const { upstream, listen, metricsListen } = options;
	const say = (line: string) => void invocation.tell(`${clean(line)}\n`).catch(() => {});
	let wasUp: boolean | undefined;
	const exporter = await startExporter({
		...options,
		tell({ isUp, version }) {
			if (isUp !== wasUp)
				say(`${upstream.origin} is ${isUp ? 'up' : 'down'}${version === undefined ? '' : `, version ${version}`}`);
			wasUp = isUp;
		},
	});
	const clients = listen ? `${hostAndPort({ ...listen, port: exporter.port ?? 0 })} for clients of` : 'polling';
	const metrics = hostAndPort({ ...metricsListen, port: exporter.metricsPort });
	await invocation.tell(`${clean(`${clients} ${upstream.origin}, metrics at http://${metrics}/metrics`)}\n`);
	await untilAsked(exporter);
	return 0;
};
