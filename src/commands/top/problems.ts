import { EngineError } from '../../engine/engine-error.ts';
import { metricOf } from '../../metrics/catalogue/catalogue.ts';
import type { Alert, Snapshot } from '../../metrics/snapshot.ts';
import { isSick, stateText } from '../../ui/containers/state.ts';
import { readingsOf } from '../../ui/readings.ts';
import type { Failure, Findings } from './findings.ts';

/** Something on the machine that is not as it should be. */
export type Problem = {
	readonly kind: 'engine' | 'container' | 'postgres' | 'target' | 'filesystem' | 'alert';
	/** Its name: of the container, the target, the mount point or the alert; what is none of many says only its kind. */
	readonly name: string;
	readonly text: string;
};

// An alert that always fires proves that alerting works; by convention it has this name or no severity.
const isWatchdog = ({ name, severity }: Alert): boolean => name.toLowerCase() === 'watchdog' || severity === 'none';

const inSnapshot = (snapshot: Snapshot): readonly Problem[] => {
	const fullAt = metricOf('host.filesystem.used_ratio').alarm ?? Number.POSITIVE_INFINITY;
	return [
		...snapshot.alerts
			.filter(alert => alert.state === 'firing' && !isWatchdog(alert))
			.map(({ name, severity }) => ({
				kind: 'alert' as const,
				name,
				text: severity ? `the alert fires (${severity})` : 'the alert fires',
			})),
		...snapshot.targets
			.filter(({ isUp }) => !isUp)
			.map(({ job, instance }) => ({ kind: 'target' as const, name: `${job} ${instance}`, text: 'cannot be scraped' })),
		...readingsOf(snapshot, 'postgres.up')
			.filter(({ value }) => value === 0)
			.map(({ labels }) => ({ kind: 'postgres' as const, name: labels.instance ?? 'postgres', text: 'is down' })),
		...readingsOf(snapshot, 'host.filesystem.used_ratio')
			.filter(({ value }) => value >= fullAt)
			.map(({ labels, value }) => ({
				kind: 'filesystem' as const,
				name: labels.mountpoint ?? labels.device ?? '?',
				text: `is ${Math.floor(value * 100)}% full`,
			})),
	];
};

// A machine may have no engine, and not everybody may use it; but one that is there and tells nothing is in trouble.
const isSilent = ({ source, error }: Failure): boolean =>
	source === 'engine' && !(error instanceof EngineError && (error.kind === 'absent' || error.kind === 'forbidden'));

/** What is unhealthy or alerting; empty when all is well, as far as it is known. */
export const problemsIn = ({ snapshot, engine, failures, at }: Findings): readonly Problem[] => [
	...(!engine && failures.some(isSilent) ? [{ kind: 'engine' as const, name: 'engine', text: 'cannot be asked' }] : []),
	...(engine?.containers ?? []).filter(isSick).map(container => ({
		kind: 'container' as const,
		name: container.name,
		text: stateText({ container, now: at, acting: undefined }),
	})),
	...(snapshot ? inSnapshot(snapshot) : []),
];
