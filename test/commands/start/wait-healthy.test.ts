import { expect, test } from 'vitest';
import type { Progress } from '../../../src/commands/start/progress.ts';
import { createProgress } from '../../../src/commands/start/progress.ts';
import { waitHealthy } from '../../../src/commands/start/wait-healthy.ts';
import { stopWaves } from '../../../src/commands/stop-services.ts';
import type { Container } from '../../../src/engine/container.ts';
import { serviceNames } from '../../../src/stack/services.ts';
import { literal } from '../../../src/text/clean.ts';
import { madeContainer } from '../../support/made-model.ts';

/** Plays looks at the engine one after another, the last one again and again; each takes a second of the clock. */
const play = async (looks: readonly (readonly Container[])[], restartsBefore = new Map<string, number>()) => {
	const lines: string[] = [];
	let look = 0;
	const progress: Progress = {
		line: async text => void lines.push(text),
		state: async () => {},
		clear: async () => {},
	};
	const laggards = await waitHealthy(['a', 'b'], {
		list: async () => looks[Math.min(look++, looks.length - 1)]!,
		progress,
		seconds: 100,
		restartsBefore,
		now: () => look * 1000,
		every: 0,
	});
	return { lines, looks: look, laggards: laggards.map(({ name, condition }) => [name, condition]) };
};

const a = madeContainer(1, 'a', { health: 'healthy' });
const b = (facts: object) => madeContainer(2, 'b', facts);

test('waits until all are up, and tells each once', async () => {
	const starting = b({ health: 'starting' });
	const { lines, looks, laggards } = await play([
		[a, starting],
		[a, starting],
		[a, b({})],
	]);
	expect({ lines, looks, laggards }).toEqual({ lines: ['  a is healthy', '  b runs'], looks: 3, laggards: [] });
});

test.each([
	[{ health: 'unhealthy' }, 'unhealthy'],
	[{ state: 'exited', exitCode: 1 }, 'failing'],
	[{ state: 'exited', exitCode: 0 }, 'stopped'],
	[{ state: 'restarting', exitCode: 1, restartCount: 4 }, 'failing'],
])('does not wait for %j', async (facts, condition) => {
	const { looks, laggards } = await play([[a, b(facts)]]);
	expect([looks, laggards]).toEqual([1, [['b', condition]]]);
});

test('lets a service try again a few times, and does not count what was before', async () => {
	const trying = b({ state: 'restarting', exitCode: 1, restartCount: 9 });
	const { laggards } = await play(
		[
			[a, trying],
			[a, b({ restartCount: 10 })],
		],
		new Map([[trying.id, 7]]),
	);
	expect(laggards).toEqual([]);
});

test('gives up in time', async () => {
	const { looks, laggards } = await play([[a, b({ health: 'starting' })]]);
	expect([looks, laggards]).toEqual([100, [['b', 'starting']]]);
});

test('progress draws over its last line on a terminal, and only there', async () => {
	const played = async (isTerminal: boolean) => {
		let text = '';
		const progress = createProgress(
			{
				tell: async more => {
					text += more;
					return true;
				},
				terminal: { input: false, output: false, error: isTerminal },
				env: {},
			},
			() => 12,
		);
		await progress.state(literal('waiting for everything'));
		await progress.line(literal('done'));
		await progress.state(literal('more'));
		await progress.clear();
		return text;
	};
	expect(await played(false)).toBe('done\n');
	expect(await played(true)).toBe('\r\u001b[Kwaiting fo…\r\u001b[Kdone\n\r\u001b[Kmore\r\u001b[K');
});

test('what needs others is stopped before them', () => {
	const waves = stopWaves(serviceNames);
	const waveOf = (name: string) => waves.findIndex(wave => wave.includes(name));
	expect(waves.flat().toSorted()).toEqual(serviceNames.toSorted());
	expect(waveOf('grafana')).toBeLessThan(waveOf('prometheus'));
	expect(waveOf('prometheus')).toBeLessThan(waveOf('cadvisor'));
	expect(waveOf('open-webui')).toBeLessThan(waveOf('postgres'));
	expect(stopWaves(['grafana'])).toEqual([['grafana']]);
});
