import { expect, test } from 'vitest';
import { gpusText } from '../../../src/commands/top/text-gpus.ts';
import type { Snapshot } from '../../../src/metrics/snapshot.ts';
import { literal } from '../../../src/text/clean.ts';
import { madeSnapshot, moment } from '../../support/made-model.ts';

const labels = { uuid: literal('u'), index: literal('0'), name: literal('NVIDIA GeForce RTX 4070 Ti') };
const one = (value: number) => [{ labels, value, at: moment }];

test('GPUs are a table, with what is unknown left open; without one nothing is said', () => {
	const snapshot: Snapshot = {
		...madeSnapshot,
		readings: {
			'gpu.info': one(1),
			'gpu.utilization_ratio': one(0.88),
			'gpu.memory.used_bytes': one(2 ** 33),
			'gpu.temperature_celsius': one(66),
		},
	};
	expect(gpusText(snapshot).join('\n')).toMatch(/0 RTX 4070 Ti +88\.0% +8\.00 GiB +– +66 °C +– +–/);
	expect(gpusText(madeSnapshot)).toEqual([]);
	expect(gpusText({ ...madeSnapshot, gpuFault: literal('nvidia-smi is ill.') })).toEqual([
		'GPU        nvidia-smi is ill.',
	]);
});
