import type { Container } from '../../engine/container.ts';
import type { ContainerEvent } from '../../engine/details.ts';
import { formatBytes, formatDuration } from '../../metrics/format.ts';
import { exitMeaning } from './exit-code.ts';
import { restartLoop, waitsFor, wasKilled } from './troubles.ts';

/** What an explanation is drawn from besides the container itself. */
export type Circumstances = {
	readonly all: readonly Container[];
	readonly events: readonly ContainerEvent[];
	readonly memoryLimit: number | undefined;
	/** Milliseconds since the epoch. */
	readonly now: number;
};

const ending = ({ exitCode, isOomKilled, error }: Container, memoryLimit: number | undefined): string | undefined => {
	if (isOomKilled)
		return `out of memory${memoryLimit === undefined ? '' : `: its limit is ${formatBytes(memoryLimit)}`}`;
	if (error !== undefined) return error;
	return exitCode === undefined ? undefined : exitMeaning(exitCode);
};

const lasted = ({ startedAt, finishedAt }: Container): string =>
	startedAt === undefined || finishedAt === undefined || finishedAt < startedAt
		? ''
		: `, after ${formatDuration((finishedAt - startedAt) / 1000)}`;

const looping = (container: Container, { events, memoryLimit, now }: Circumstances): string | undefined => {
	const loop = restartLoop(container, events, now);
	if (!loop && container.state !== 'restarting') return undefined;
	const last = events.findLast(({ id, action }) => id === container.id && action === 'die')?.exitCode;
	const how = ending({ ...container, exitCode: container.exitCode ?? last }, memoryLimit);
	const cause = how === undefined ? '' : `: ${how}`;
	if (loop) return `restart loop, died ${loop.deaths} times in ${formatDuration(loop.span / 1000)}${cause}`;
	const count = container.restartCount;
	return `${count ? `restarting for the ${ordinal(count)} time` : 'restarting'}${cause}`;
};

const ordinal = (count: number): string => {
	const teen = count % 100 > 10 && count % 100 < 14;
	const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][count % 10] ?? 'th');
	return `${count}${ending}`;
};

/** Why a container is not as it should be, or has ended, in one sentence; undefined where there is nothing to say. */
export const whyOf = (container: Container, circumstances: Circumstances): string | undefined => {
	const loop = looping(container, circumstances);
	if (loop !== undefined) return loop;
	const { state, health, healthOutput, healthFailures } = container;
	if (state === 'exited' || state === 'dead') {
		const how = ending(container, circumstances.memoryLimit);
		const who = !container.isOomKilled && wasKilled(container, circumstances.events) ? ', not by the engine' : '';
		return how === undefined ? undefined : `${how}${who}${lasted(container)}`;
	}
	if (state === 'created') {
		const waiting = waitsFor(container, circumstances.all).map(({ service, until }) => `${service} ${until}`);
		if (container.error !== undefined) return container.error;
		return waiting.length > 0 ? `waits until ${waiting.join(' and ')}` : 'never started';
	}
	if (state === 'paused') return 'paused: its processes are stopped, and keep their memory';
	if (health === 'unhealthy' || (health === 'starting' && (healthFailures ?? 0) > 0)) {
		const times = healthFailures ? ` ${healthFailures} ${healthFailures === 1 ? 'time' : 'times'} in a row` : '';
		const said = healthOutput?.replace(/\s+/g, ' ').trim();
		return `health check failed${times}${said ? `: ${said}` : ''}`;
	}
	return undefined;
};
