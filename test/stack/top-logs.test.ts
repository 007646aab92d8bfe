import { afterEach, expect, it } from 'vitest';
import { describeRig } from './require-rig.ts';
import type { TopScreen } from './top-screen.ts';
import { selectContainer } from './top-selection.ts';
import { closeTops, envOf, openTop } from './top-terminal.ts';

describeRig('the log of aixcl top', rig => {
	afterEach(closeTops);

	const logIn = ({ panel }: TopScreen) => panel('logs').lines.filter(line => line !== '');
	const numbersIn = (screen: TopScreen) => logIn(screen).map(line => Number(/line (\d+)/.exec(line)?.[1]));

	it('has the last lines of the selected container, of both streams, and follows', async () => {
		const top = await openTop({ env: envOf(rig) });
		await selectContainer(top, 'chatty');
		const first = await top.see('lines of both streams', screen => {
			const lines = logIn(screen);
			const isWhole =
				lines.some(line => /^line \d+$/.test(line)) && lines.some(line => /^line \d+ on stderr$/.test(line));
			return screen.panel('logs').title.includes('chatty · following') && isWhole && numbersIn(screen);
		});
		const newest = first.at(-1) ?? Number.NaN;
		const later = await top.see('later lines', screen => {
			const numbers = numbersIn(screen);
			return (numbers.at(-1) ?? 0) >= newest + 3 && numbers;
		});
		// None is lost, none comes twice, and each stream has its place.
		const expected = Array.from(later, (_, index) => (later[0] ?? 0) + index);
		expect(later).toEqual(expected);
		for (const line of logIn(top.screen())) {
			expect(line).toMatch(Number(/\d+/.exec(line)) % 3 === 0 ? /^line \d+ on stderr$/ : /^line \d+$/);
		}
	});

	it('is that of another container once another is selected', async () => {
		const top = await openTop({ env: envOf(rig) });
		await selectContainer(top, 'tty');
		const newest = await top.see('lines of a terminal', screen => {
			const lines = logIn(screen);
			return (
				screen.panel('logs').title.includes('tty') && lines.every(line => /^tty line \d+$/.test(line)) && lines.at(-1)
			);
		});
		await top.see('a later line', screen => logIn(screen).at(-1) !== newest);
		await selectContainer(top, 'gone');
		const lines = await top.see('the last words of what has ended', screen => {
			return screen.panel('logs').title === '6 Logs gone · stopped' && logIn(screen);
		});
		expect(lines).toEqual([
			'cannot read its settings',
			expect.stringMatching(/^— gone stopped \d\d:\d\d:\d\d \(exit 3\) —$/),
		]);
		await selectContainer(top, 'chatty');
		await top.see('its lines, and no others', screen => {
			const shown = logIn(screen);
			return shown.length > 0 && shown.every(line => line.startsWith('line '));
		});
	});

	it('opens at the instant that is gone to, and follows again at now', async () => {
		const top = await openTop({ env: envOf(rig) });
		await selectContainer(top, 'chatty');
		await top.see('its lines', screen => screen.panel('logs').title.includes('chatty · following'));
		const newest = await top.see('some of them', screen => numbersIn(screen).at(-1));
		await top.see('later ones', screen => (numbersIn(screen).at(-1) ?? 0) >= newest + 12);
		const at = new Date(Date.now() - 4000);
		top.press('T');
		await top.see('the prompt', ({ footer }) => footer.includes('Time'));
		top.press(`${at.toISOString()}\r`);
		await top.see('the past', ({ header }) => header.includes(' PAST '));
		const then = await rig.docker('logs', '--until', at.toISOString(), 'chatty');
		// Its numbers begin anew whenever it is started.
		const last = [...then.matchAll(/^line (\d+)/gm)].map(([, number]) => Number(number)).at(-1)!;
		await top.see(`the lines up to ${last} or the error line after it`, screen => {
			const shown = numbersIn(screen).at(-1) ?? 0;
			return shown === last || shown === last + 1;
		});
		// Which of them depends on whether later lines are held.
		expect(top.screen().panel('logs').title).toMatch(/not following|back at \d\d:\d\d:\d\d/);
		top.press('0');
		await top.see('now again', screen => (numbersIn(screen).at(-1) ?? 0) > last + 8);
		await top.leave();
	});

	it('goes on when the container is started again', async () => {
		const top = await openTop({ env: envOf(rig) });
		await selectContainer(top, 'tty');
		await top.see('its lines', screen => numbersIn(screen).at(-1));
		await rig.docker('restart', 'tty');
		await top.see('the lines of the new run', screen => {
			const last = numbersIn(screen).slice(-2);
			return screen.panel('logs').title.includes('following') && last[1] === 2;
		});
	});
});
