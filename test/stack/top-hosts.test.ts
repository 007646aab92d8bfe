import { hostname } from 'node:os';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { describeRig } from './require-rig.ts';
import { startTwoHosts, type TwoHosts } from './second-host.ts';
import type { TopScreen } from './top-screen.ts';
import { closeTops, envOf, openTop } from './top-terminal.ts';

const OTHER = 'second-machine';

describeRig('aixcl top where Prometheus knows two hosts', rig => {
	let hosts: TwoHosts;
	beforeAll(async () => {
		hosts = await startTwoHosts(OTHER);
	});
	afterAll(() => hosts[Symbol.asyncDispose]());
	afterEach(closeTops);

	const open = (...args: readonly string[]) =>
		openTop({ env: { ...envOf(rig), AIXCL_PROMETHEUS_URL: hosts.url }, args });

	const isOf =
		(name: string) =>
		({ header, panel }: TopScreen): boolean =>
			header.includes(` ${name} `) && /Memory [\d.]+ [GM]iB/.test(panel('memory').title);

	it('shows this one, and names it', async () => {
		const top = await open();
		await top.see('this machine', isOf(hostname()), 5);
		expect(top.screen().header).not.toContain(OTHER);
	});

	it('changes to the one that is picked with i', async () => {
		const top = await open();
		await top.see('this machine', isOf(hostname()), 5);
		top.press('i');
		const { text } = await top.see('the question', screen => screen.text.includes('Which host?') && screen);
		expect(text).toContain(`${hostname()} (${hosts.instances[0]})`);
		expect(text).toContain(`${OTHER} (${hosts.instances[1]})`);
		const isFirst = hosts.instances[0] < hosts.instances[1];
		top.press(isFirst ? 'j\r' : 'k\r');
		await top.see('the other machine', isOf(OTHER), 5);
		top.press('i');
		await top.see('the question', screen => screen.text.includes('Which host?'));
		top.press('\u001b');
		await top.see('the other machine still', screen => !screen.text.includes('Which host?') && isOf(OTHER)(screen));
	});

	it.each(['name', 'instance'])('shows the one that --instance gives the %s of', async what => {
		const top = await open('--instance', what === 'name' ? OTHER : hosts.instances[1]);
		await top.see('the other machine', isOf(OTHER), 5);
		await top.leave();
	});

	it('shows no other in the place of one it does not know, and says which there are', async () => {
		const top = await open('--instance', 'nowhere');
		const { text, panel } = await top.see(
			'what is wrong',
			screen => screen.text.includes('no host "nowhere"') && screen,
			5,
		);
		expect(text).toContain(OTHER);
		expect(panel('cpu').title).toMatch(/^1 CPU –/);
		await top.leave();
	});
});
