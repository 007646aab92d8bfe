import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { answerYes } from '../answer-yes.ts';
import { CONTAINER_IMAGE } from '../containers.ts';
import { type EngineAccess, runDocker } from '../engine.ts';
import { describeRootless, startRootlessDocker } from '../rootless-docker.ts';
import { closeTops, openTop } from '../top-terminal.ts';

describeRootless('aixcl top on a Docker without root', parts => {
	let engine: { readonly access: EngineAccess; readonly stop: () => Promise<void> };
	const docker = (...args: readonly string[]) => runDocker(engine.access, args);

	beforeAll(async () => {
		engine = await startRootlessDocker(parts);
		const script = 'seq 1 3; while :; do :; done';
		await docker(
			...['run', '--detach', '--name', 'app', '--network', 'none', '--stop-timeout', '0', CONTAINER_IMAGE],
			...['sh', '-c', script],
		);
	});
	afterAll(async () => {
		await engine?.stop();
	});
	afterEach(closeTops);

	const open = async () => {
		const top = await openTop({ env: { DOCKER_HOST: engine.access.dockerHost, AIXCL_SOURCE: 'local' } });
		await top.see('the only container, selected', screen => screen.containers().get('app')?.isSelected);
		return top;
	};

	it('runs as an ordinary user', async () => {
		expect(await docker('info', '--format', '{{.SecurityOptions}}')).toContain('rootless');
	});

	it('shows its containers, their logs and what they are made of, and no number of the machine as one of theirs', async () => {
		const top = await open();
		await top.see('the log', ({ panel }) => panel('logs').lines.filter(Boolean).join() === '1,2,3');
		const version = await docker('version', '--format', '{{.Server.Version}}');
		expect(top.screen().header).toContain(`docker ${/^\d+\.\d+/.exec(version)?.[0]}`);
		const isCounted = (await docker('info', '--format', '{{.CgroupDriver}}')) !== 'none';
		const row = top.screen().containers().get('app');
		expect(row?.STATE).toBe('running');
		// Where it has no control groups, the engine tells the machine's numbers as the container's.
		if (!isCounted) expect([row?.CPU, row?.MEMORY]).toEqual(['–', '–']);
		top.press('\r2');
		await top.see('its command', ({ text }) => text.includes('seq 1 3; while'));
	});

	it('stops and starts one, and gives a shell in it', async () => {
		const top = await open();
		const state = () => top.screen().containers().get('app')?.STATE;
		for (const [question, wanted] of [
			['Stop app?', /^exited 137/],
			['Start app?', /^running$/],
		] as const) {
			top.press('S');
			await top.see('the question', ({ text }) => text.includes(question));
			await answerYes(top, question);
			await top.see('what became of it', () => wanted.test(state() ?? ''));
		}
		expect(await docker('inspect', '--format', '{{.State.Running}}', 'app')).toBe('true');
		top.press('e');
		await top.see('the shell', ({ text }) => /A shell in app[\s\S]*# /.test(text));
		top.press('echo in-$((40+2)); exit\r');
		await top.see('the screen again', ({ text }) => text.includes('Containers'));
		await top.leave();
	});
});
