import { describe, expect, test } from 'vitest';
import { healthStatus } from '../../../src/commands/top/health.ts';
import { problemsIn } from '../../../src/commands/top/problems.ts';
import { EngineError } from '../../../src/engine/engine-error.ts';
import { clean } from '../../../src/text/clean.ts';
import { containerWith, findingsWith, noon, reading, snapshotWith } from '../../support/findings.ts';

const alert = (name: string, parts: { state?: 'firing' | 'pending'; severity?: string } = {}) => ({
	name: clean(name),
	state: parts.state ?? ('firing' as const),
	severity: parts.severity === undefined ? undefined : clean(parts.severity),
	labels: {},
});

const target = (isUp: boolean) => ({ job: clean('node'), instance: clean('box:9100'), isUp, at: noon });

const fullness = (value: number) => ({ 'host.filesystem.used_ratio': [reading(value, { mountpoint: '/models' })] });

const withoutEngine = (error: EngineError) =>
	findingsWith({ engine: undefined, failures: [{ source: 'engine', error }] });

describe('nothing is wrong with', () => {
	test.each([
		[
			'a machine without an engine',
			withoutEngine(new EngineError('No container engine was found', { kind: 'absent' })),
		],
		['an engine that is not for this user', withoutEngine(new EngineError('No permission', { kind: 'forbidden' }))],
		[
			'an engine that tells what there is, and not what it uses',
			findingsWith({ failures: [{ source: 'engine', error: new EngineError('no stats', { kind: 'timeout' }) }] }),
		],
		[
			'running and healthy containers',
			findingsWith({ containers: [containerWith('a'), containerWith('b', { health: 'healthy' })] }),
		],
		[
			'a container whose health is not yet known',
			findingsWith({ containers: [containerWith('a', { health: 'starting' })] }),
		],
		[
			'a container that ended well',
			findingsWith({ containers: [containerWith('a', { state: 'exited', exitCode: 0, finishedAt: noon })] }),
		],
		[
			'a container that was stopped',
			findingsWith({ containers: [containerWith('a', { state: 'exited', exitCode: 143, finishedAt: noon })] }),
		],
		['a paused container', findingsWith({ containers: [containerWith('a', { state: 'paused' })] })],
		[
			'an alert that only waits',
			findingsWith({ snapshot: snapshotWith({}, { alerts: [alert('Slow', { state: 'pending' })] }) }),
		],
		[
			'a watchdog',
			findingsWith({
				snapshot: snapshotWith({}, { alerts: [alert('Watchdog'), alert('Heart', { severity: 'none' })] }),
			}),
		],
		['targets that are up', findingsWith({ snapshot: snapshotWith({}, { targets: [target(true)] }) })],
		['a file system below the alarm', findingsWith({ snapshot: snapshotWith(fullness(0.899)) })],
		['a database that is up', findingsWith({ snapshot: snapshotWith({ 'postgres.up': [reading(1)] }) })],
	])('%s', (_, findings) => {
		expect(problemsIn(findings)).toEqual([]);
		expect(healthStatus(findings)).toBe(0);
	});
});

describe('the status is 1 because of', () => {
	test.each([
		[
			'an unhealthy container',
			findingsWith({ containers: [containerWith('a', { health: 'unhealthy' })] }),
			'container ca unhealthy',
		],
		[
			'a crashed container',
			findingsWith({ containers: [containerWith('a', { state: 'exited', exitCode: 1, finishedAt: noon - 60_000 })] }),
			'container ca exited 1, 1m ago',
		],
		[
			'a container that crashes again and again',
			findingsWith({ containers: [containerWith('a', { state: 'restarting' })] }),
			'container ca restarting',
		],
		['a dead container', findingsWith({ containers: [containerWith('a', { state: 'dead' })] }), 'container ca dead'],
		[
			'an alert',
			findingsWith({ snapshot: snapshotWith({}, { alerts: [alert('DiskFull', { severity: 'critical' })] }) }),
			'alert DiskFull the alert fires (critical)',
		],
		[
			'a target that is down',
			findingsWith({ snapshot: snapshotWith({}, { targets: [target(true), target(false)] }) }),
			'target node box:9100 cannot be scraped',
		],
		['a full file system', findingsWith({ snapshot: snapshotWith(fullness(0.9)) }), 'filesystem /models is 90% full'],
		[
			'a database that is down',
			findingsWith({ snapshot: snapshotWith({ 'postgres.up': [reading(0, { instance: 'db:9187' })] }) }),
			'postgres db:9187 is down',
		],
		[
			'an engine that does not answer',
			withoutEngine(new EngineError('refuses connections', { kind: 'unreachable' })),
			'engine engine cannot be asked',
		],
	])('%s', (_, findings, sentence) => {
		expect(problemsIn(findings).map(({ kind, name, text }) => `${kind} ${name} ${text}`)).toEqual([sentence]);
		expect(healthStatus(findings)).toBe(1);
	});
});

test('without any numbers the status is 3, whatever the containers do', () => {
	const sick = [containerWith('a', { health: 'unhealthy' })];
	expect(healthStatus(findingsWith({ snapshot: undefined }))).toBe(3);
	expect(healthStatus(findingsWith({ snapshot: undefined, containers: sick }))).toBe(3);
});
