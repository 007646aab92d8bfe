import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildFixture } from '../../pty/fixture.ts';
import { createRandom } from '../../terminal/random.ts';
import type { Suite } from '../suite.ts';
import { inTurns } from './ending/in-turns.ts';
import type { Kind } from './hanging/kind.ts';
import { resized } from './hanging/resized.ts';
import { slowLink } from './hanging/slow.ts';
import { openSsh } from './hanging/ssh-killed.ts';
import { stalledEnd, stalledLink } from './hanging/stalled.ts';

const kinds = [stalledLink, stalledEnd, resized, slowLink];

const each = <T>(count: number, items: readonly T[]) =>
	Array.from({ length: count }, (_, index) => items[index % items.length]!);

/** Links that stall, drag, break, and windows that will not keep their size. */
export const neverHangs: Suite = {
	name: 'links',
	promise: 'never hangs',
	title: 'a stalled, slow or broken link holds nothing up',
	how:
		'dist/aixcl in a pty that takes nothing for 60 s: at most 5 MiB more resident than one that is read, SIGTERM obeyed within 1 s, and the screen ' +
		'afterwards equal to one that is drawn afresh, as it is after 200 sizes in 0.6 s; a terminal that seldom reads gets ' +
		'fewer frames; through a real ssh whose client is killed, every process at the other end is gone within 2 s. The ' +
		'short form stalls for 3 s and judges no durations',
	unit: 'trials',
	full: 50,
	short: 4,
	isAlone: true,
	async run(count, seed) {
		const isMeasured = count > this.short;
		const ssh = isMeasured ? await openSsh() : undefined;
		const fixture = await buildFixture();
		const home = await mkdtemp(join(tmpdir(), 'aixcl-links-'));
		const place = { home, fixture: './fixture/aixcl', isMeasured, below: createRandom(seed).below };
		const failures: string[] = [];
		const figures = new Map<Kind, number[]>();
		const attempt = async (kind: Kind) => {
			try {
				const figure = await kind.run(place);
				figures.set(kind, [...(figures.get(kind) ?? []), figure]);
			} catch (error) {
				failures.push(`${kind.name}: ${(error as Error).message}`);
			}
		};
		const trials = each(count, ssh ? [...kinds, ssh.kind] : kinds);
		try {
			await cp(fixture.folder, join(home, 'fixture'), { recursive: true });
			await inTurns(
				trials.filter(kind => kind !== ssh?.kind),
				attempt,
			);
			for (const kind of trials.filter(each => each === ssh?.kind)) await attempt(kind);
		} finally {
			await fixture.remove();
			await ssh?.close();
			await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
		}
		const worst = [...figures].map(
			([{ name, unit }, found]) => `${name} x ${found.length}: at most ${Math.max(...found).toFixed(0)} ${unit}`,
		);
		return {
			count: trials.length,
			failures: failures.length,
			detail: [...failures.slice(0, 3), ...worst].join('; '),
			...(isMeasured && !ssh && { short: 'this machine has no sshd to start, so no ssh client was killed' }),
		};
	},
};
