import { afterEach, expect, it } from 'vitest';
import { answerYes } from './answer-yes.ts';
import { CONTAINER_IMAGE } from './containers.ts';
import { describeRig } from './require-rig.ts';
import { numberIn } from './shown-number.ts';
import { pressUntil, selectContainer } from './top-selection.ts';
import { closeTops, envOf, openTop, type Top } from './top-terminal.ts';

const NAMES = ['mark-a', 'mark-b', 'mark-c'];

describeRig('the table of containers of aixcl top', rig => {
	let ids: Record<string, string> = {};
	afterEach(async () => {
		await closeTops();
		const made = Object.values(ids);
		if (made.length > 0) await rig.docker('rm', '--force', ...made);
		ids = {};
	});

	const start = async () => {
		for (const name of NAMES) {
			ids[name] = await rig.docker(
				...['run', '--detach', '--name', name, '--network', 'none', '--stop-timeout', '0'],
				...['--label', 'com.docker.compose.project=aixcl', CONTAINER_IMAGE, 'sleep', '9999'],
			);
		}
	};
	const copied = (top: Top) => {
		const sequences = [...top.shell.raw().matchAll(/\u001b\]52;c;([A-Za-z0-9+/=]*)\u0007/g)];
		return sequences.map(([, text = '']) => Buffer.from(text, 'base64').toString());
	};
	const isMarked = (top: Top, name: string) =>
		top
			.screen()
			.panel('containers')
			.lines.some(line => line.startsWith('• ') && line.slice(2).startsWith(`${name} `));

	it('keeps selection and marks on their containers through other names and another order, and acts on these', async () => {
		await start();
		const top = await openTop({ env: envOf(rig), rows: 50 });
		await selectContainer(top, 'mark-a');
		top.press(' j ');
		await top.see('two marks', () => isMarked(top, 'mark-a') && isMarked(top, 'mark-c'));
		expect(top.screen().panel('containers').title).toContain('2 marked');
		await selectContainer(top, 'mark-b');

		await rig.docker('rename', 'mark-a', 'zz-first');
		await rig.docker('rename', 'mark-b', '00-second');
		await top.see('the new names, in their order', screen => {
			const names = [...screen.containers().keys()];
			return names[0] === '00-second' && names.at(-1) === 'zz-first';
		});
		const isKept = () =>
			top.screen().containers().get('00-second')?.isSelected &&
			isMarked(top, 'zz-first') &&
			isMarked(top, 'mark-c') &&
			top.screen().panel('containers').title.includes('2 marked');
		await top.see('selection and marks where they were', isKept);
		await pressUntil(top, 's', 'the order by memory', ({ panel }) => panel('containers').title.includes('by memory'));
		await top.see('the largest first', screen => {
			const sizes = [...screen.containers().values()].map(row => numberIn(row.MEMORY ?? '')).filter(size => size >= 0);
			return sizes.length > NAMES.length && sizes.every((size, index) => size <= (sizes[index - 1] ?? size));
		});
		await top.see('selection and marks where they were', isKept);

		top.press('y');
		await top.see('that it was copied', ({ footer }) => footer.includes('Sent the ID of 00-second to your clipboard'));
		expect(copied(top)).toEqual([ids['mark-b']]);
		top.press('S');
		const question = 'Stop 2 containers?';
		const { text } = await top.see(question, screen => screen.text.includes(question) && screen);
		for (const name of ['mark-a', 'mark-c']) expect(text).toContain(`(${ids[name]!.slice(0, 12)})`);
		expect(text).toContain('zz-first (');
		expect(text).not.toContain(`(${ids['mark-b']!.slice(0, 12)})`);
		await answerYes(top, question);
		await top.see('the notice', ({ footer }) => /2 containers stopped in [\d.]+ s\./.test(footer));
		const states = await rig.docker('inspect', '--format', '{{.State.Status}}', ...NAMES.map(name => ids[name]!));
		expect(states.split('\n')).toEqual(['exited', 'running', 'exited']);
		await top.see('no marks', screen => !screen.panel('containers').title.includes('marked'));
	});

	it('shows one that was killed behind the engine’s back, and hides one that the engine was asked to kill', async () => {
		await start();
		const top = await openTop({ env: envOf(rig), rows: 50 });
		await top.see('them', screen => NAMES.every(name => screen.containers().has(name)));
		const pid = Number(await rig.docker('inspect', '--format', '{{.State.Pid}}', 'mark-a'));
		process.kill(pid, 'SIGKILL');
		await rig.docker('kill', 'mark-b');
		await top.see('one of the two, and why', screen => {
			const row = screen.containers().get('mark-a');
			const isTold = screen.text.includes('killed (SIGKILL), not by the engine');
			return row?.STATE?.startsWith('exited 137, ') && isTold && !screen.containers().has('mark-b');
		});
	});

	it('copies name and log command from the menu, byte for byte', async () => {
		await start();
		const top = await openTop({ env: envOf(rig), rows: 50 });
		await selectContainer(top, 'mark-c');
		for (const [key, what] of Object.entries({
			n: 'the name mark-c',
			L: 'a command for its log',
			y: 'the ID of mark-c',
		})) {
			top.press('.');
			await top.see('the menu', ({ text }) => text.includes('copy its name'));
			top.press(key);
			await top.see('the notice', ({ footer }) => footer.includes(`Sent ${what} to your clipboard`));
		}
		const id = ids['mark-c']!;
		const command = `docker --host ${rig.dockerHost} logs --timestamps --tail 200 -f ${id.slice(0, 12)}`;
		expect(copied(top)).toEqual(['mark-c', command, id]);
	});

	it('shows the columns that were chosen, with what docker inspect tells', async () => {
		const top = await openTop({ env: envOf(rig), columns: 250 });
		await selectContainer(top, 'fine');
		const heads = () => top.screen().panel('containers').lines[0] ?? '';
		expect(heads()).toContain('RESTARTS');
		expect(heads()).not.toContain('PROJECT');
		top.press('c');
		const switches = () =>
			top
				.screen()
				.text.split('\n')
				.flatMap(line => /\[[x ]\] .*?(?= {2})/.exec(line)?.[0] ?? []);
		await top.see('what there is to choose from', () => switches().length > 10);
		let at = 0;
		for (const [from, to] of [
			['[x] RESTARTS', '[ ] RESTARTS'],
			['[ ] PROJECT', '[x] PROJECT'],
		] as const) {
			const wanted = switches().indexOf(from);
			top.press(`${'j'.repeat(wanted - at)} `);
			await top.see(to, () => switches().includes(to));
			at = wanted;
		}
		top.press('c');
		await top.see('the columns', () => heads().includes('PROJECT') && !heads().includes('RESTARTS'));
		const format =
			'{{index .Config.Labels "com.docker.compose.project"}} {{.Config.Image}} {{(index .HostConfig.PortBindings "80/tcp" 0).HostPort}}:80';
		const [PROJECT, IMAGE, PORTS] = (await rig.docker('inspect', '--format', format, 'fine')).split(' ');
		await top.see('what is in them', screen => screen.containers().get('fine')?.PROJECT === PROJECT);
		expect(top.screen().containers().get('fine')).toMatchObject({ PROJECT, IMAGE, PORTS });
	});
});
