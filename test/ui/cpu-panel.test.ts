import { expect, test } from 'vitest';
import { succeed } from '../../src/store/remote.ts';
import { clean } from '../../src/text/clean.ts';
import { unpaint } from '../../src/ui/paint.ts';
import { cpuPanel } from '../../src/ui/panels/cpu.ts';
import { madeModel, madeSnapshot } from '../support/made-model.ts';

const modeLine = (modes: Readonly<Record<string, number>>): string => {
	const readings = {
		...madeSnapshot.readings,
		'host.cpu.mode_ratio': Object.entries(modes).map(([mode, value]) => ({
			labels: { mode: clean(mode) },
			value,
			at: madeSnapshot.at,
		})),
	};
	const model = madeModel({ columns: 120, rows: 40 }, { snapshot: succeed({ ...madeSnapshot, readings }, 0) });
	return unpaint(cpuPanel.draw(model, 40, 8).at(-2) ?? '')
		.slice(1, -1)
		.trim();
};

test('time of low priority, and time stolen by a hypervisor, are told where there is some', () => {
	const usual = { user: 0.07, system: 0.15, iowait: 0 };
	expect(modeLine({ ...usual, nice: 0, steal: 0 })).toBe('user 7  sys 15  iowait 0  load 3.10');
	expect(modeLine({ ...usual, nice: 0.77, steal: 0 })).toBe('user 7  sys 15  nice 77  load 3.10');
	expect(modeLine({ ...usual, nice: 0.004, steal: 0.2 })).toBe('user 7  sys 15  steal 20  load 3.10');
	expect(modeLine({ ...usual, iowait: 0.3, steal: 0.2 })).toBe('user 7  sys 15  steal 20  iowait 30');
});
