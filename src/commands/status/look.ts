import type { Config } from '../../config/config.ts';
import type { Container } from '../../engine/container.ts';
import { describeError } from '../../errors.ts';
import { seenPort, urlOf } from '../../stack/addresses.ts';
import { type Condition, conditionOf } from '../../stack/condition.ts';
import { companionsIn, membersIn } from '../../stack/members.ts';
import { isOurs } from '../../stack/ours.ts';
import type { Service } from '../../stack/services.ts';
import { type Clean, clean } from '../../text/clean.ts';
import type { Stack } from '../open-stack.ts';
import { prometheusUrl } from '../stack-config.ts';
import { createSources } from '../top/wiring.ts';

/** One service of the registry, or a container beside it, as it is now. */
export type ServiceStatus = {
	readonly name: string;
	readonly service: Service | undefined;
	readonly container: Container | undefined;
	readonly condition: Condition;
	/** Another deployment made it: it is shown, and never changed. */
	readonly isForeign: boolean;
	/** Where to look at it from this machine. */
	readonly url: string | undefined;
};

/** What Prometheus said of itself, or why it could not be asked. */
export type SourceStatus = { readonly url: string } & (
	| {
			readonly targets: number;
			readonly targetsDown: readonly string[];
			/** Names of those that fire, a watchdog apart. */
			readonly alerts: readonly string[];
			/** Whether the rules of this very version are evaluated. */
			readonly hasRules: boolean;
			/** How far its clock is ahead of this machine's, in milliseconds. */
			readonly skew: number | undefined;
	  }
	| { readonly error: Clean }
);

export type StackStatus = { readonly services: readonly ServiceStatus[]; readonly source: SourceStatus };

// What tells of GPUs is started with them; where there is none it is not missing.
const isNews = ({ service, container }: ReturnType<typeof membersIn>[number]): boolean =>
	container !== undefined || !service.profile?.startsWith('gpu-');

/** Every service of the registry, and what else belongs to a deployment that is there. */
export const servicesOf = (
	{ stackEnv, composeFile }: Pick<Stack, 'stackEnv' | 'composeFile'>,
	containers: readonly Container[],
): readonly ServiceStatus[] => [
	...membersIn(containers)
		.filter(isNews)
		.map(({ service, container }) => {
			const condition = conditionOf(container);
			const seen = seenPort(service, stackEnv, container);
			const isReachable = service.hasPage && container?.state === 'running';
			return {
				name: service.name,
				service,
				container,
				condition,
				isForeign: container !== undefined && !isOurs(container, composeFile),
				url: isReachable ? urlOf(service, stackEnv, seen) : undefined,
			};
		}),
	...companionsIn(containers, composeFile).map(container => ({
		name: container.name,
		service: undefined,
		container,
		condition: conditionOf(container),
		isForeign: !isOurs(container, composeFile),
		url: undefined,
	})),
];

/** What the Prometheus of the settings says of its targets and alerts. Never rejects. */
export const askSource = async (config: Config): Promise<SourceStatus> => {
	const [source] = createSources({ ...config, source: 'prometheus' });
	const url = source.url ?? '';
	try {
		const { targets, alerts, via } = await source.read(new AbortController().signal);
		return {
			url,
			targets: targets.length,
			targetsDown: targets.filter(({ isUp }) => !isUp).map(({ job, instance }) => `${job} ${instance}`),
			alerts: alerts
				.filter(({ name, state, severity }) => state === 'firing' && severity !== 'none' && !/^watchdog$/i.test(name))
				.map(({ name }) => name),
			hasRules: via === 'recorded',
			skew: source.skew,
		};
	} catch (error) {
		return { url, error: clean(describeError(error).message) };
	} finally {
		source.close();
	}
};

/** Looks at everything once. Rejects with an AixclError where the engine cannot be asked. */
export const lookAtStack = async (stack: Stack): Promise<StackStatus> => {
	const config = { ...stack.config, prometheus: prometheusUrl(stack.config, stack.stackEnv) };
	const [containers, source] = await Promise.all([stack.list(), askSource(config)]);
	return { services: servicesOf(stack, containers), source };
};
