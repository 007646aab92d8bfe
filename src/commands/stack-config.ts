import type { Config } from '../config/config.ts';
import { urlOf } from '../stack/addresses.ts';
import { services } from '../stack/services.ts';
import type { StackEnv } from '../stack/stack-env.ts';

const published = (name: string, stackEnv: StackEnv): string => {
	const service = services.find(each => each.name === name);
	if (!service) throw new Error(`no service ${name}`);
	return urlOf(service, stackEnv);
};

/** The Prometheus that was asked for; where none was, the one that the stack's settings publish. */
export const prometheusUrl = ({ prometheus, prometheusWasGiven }: Config, stackEnv: StackEnv): string =>
	prometheusWasGiven ? prometheus : published('prometheus', stackEnv);

/** The Grafana that was asked for; where none was, the one that the stack's settings publish. */
export const grafanaBase = ({ grafana, origins }: Config, stackEnv: StackEnv): string =>
	origins.grafana.kind === 'default' ? published('grafana', stackEnv) : grafana;

/** The Alertmanager that was asked for; where none was, the one that the stack's settings publish. */
const alertmanagerUrl = ({ alertmanager, origins }: Config, stackEnv: StackEnv): string =>
	origins.alertmanager.kind === 'default' ? published('alertmanager', stackEnv) : alertmanager;

const ollamaUrl = ({ ollama, origins }: Config, stackEnv: StackEnv): string =>
	origins.ollama.kind === 'default' ? published('ollama', stackEnv) : ollama;

const openWebuiUrl = ({ openWebui, origins }: Config, stackEnv: StackEnv): string =>
	origins.openWebui.kind === 'default' ? published('open-webui', stackEnv) : openWebui;

/** The addresses of the stack that is set up here, where no others were asked for; settings that are wrong change nothing. */
export const withStackAddresses = (config: Config, load: () => StackEnv): Config => {
	try {
		const stackEnv = load();
		return {
			...config,
			prometheus: prometheusUrl(config, stackEnv),
			alertmanager: alertmanagerUrl(config, stackEnv),
			grafana: grafanaBase(config, stackEnv),
			ollama: ollamaUrl(config, stackEnv),
			openWebui: openWebuiUrl(config, stackEnv),
		};
	} catch {
		// What only looks must also work where the stack's own settings are broken; `aixcl doctor` says what they are.
		return config;
	}
};
