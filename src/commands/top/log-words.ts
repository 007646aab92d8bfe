import type { Container } from '../../engine/container.ts';
import { momentText } from '../../ui/logs/log-time.ts';

const end = ({ exitCode, state }: Container): string =>
	state === 'dead' ? ' (dead)' : exitCode === undefined ? '' : ` (exit ${exitCode})`;

/** What stands in the log where its container ended. */
export const stoppedMark = (container: Container, now: number): string =>
	`\u2014 ${container.name} stopped ${momentText(container.finishedAt ?? now, now)}${end(container)} \u2014`;

/** Where it began again; where its end was not seen, that too. */
export const startedMark = ({ name, startedAt, finishedAt }: Container, wasSeen: boolean, now: number): string => {
	const ended = wasSeen || finishedAt === undefined ? '' : ` stopped ${momentText(finishedAt, now)} and`;
	return `\u2014 ${name}${ended} started ${momentText(startedAt ?? now, now)} \u2014`;
};

export const removedMark = (name: string, now: number): string =>
	`\u2014 ${name} removed ${momentText(now, now)} \u2014`;

export const nothingBefore = (name: string): string => `\u2014 nothing is kept of ${name} from before this run \u2014`;
