import { afterEach, expect, it } from 'vitest';
import { describeRig } from './require-rig.ts';
import { closeTops, envOf, openTop } from './top-terminal.ts';

const BASE = 'http://127.0.0.1:3000/d/docker-containers?from=now-1h&to=now';
const SSH = { SSH_CONNECTION: '192.0.2.7 51000 192.0.2.1 2222', USER: 'ann' };

describeRig('o in aixcl top over SSH', rig => {
	afterEach(closeTops);

	it('shows, links and copies the address, and says how to reach it', async () => {
		const top = await openTop({ env: { ...envOf(rig), ...SSH } });
		await top.see('the containers', screen => screen.containers().size > 0);
		expect(top.shell.raw()).not.toMatch(/\u001b\]52;/);
		top.press('o');
		const { text } = await top.see('the dialog', screen => screen.text.includes('ssh -N') && screen);
		expect(text).toContain(BASE);
		expect(text).toContain('ssh -N -p 2222 -L 3000:127.0.0.1:3000 ann@192.0.2.1');
		const raw = top.shell.raw();
		const copied = /\u001b\]52;c;([A-Za-z0-9+/=]*)\u0007/.exec(raw)?.[1] ?? '';
		const url = Buffer.from(copied, 'base64').toString();
		const selected = [...top.screen().containers()].find(([, { isSelected }]) => isSelected)?.[0];
		expect(Object.keys(rig.containers)).toContain(new URL(url).searchParams.get('var-container'));
		if (selected !== undefined) expect(url).toBe(`${BASE}&var-container=${selected}`);
		expect(raw).toContain(`\u001b]8;;${url}\u001b\\`);
		top.press('o');
		await top.see('the dialog to close', screen => !screen.text.includes('ssh -N'), 1);
		await top.leave();
	});

	it('leads to the dashboard of the panel in focus, at the Grafana that was named', async () => {
		const args = ['--grafana', 'https://ann:secret@grafana.example/team/'];
		const top = await openTop({ env: { ...envOf(rig), ...SSH }, args });
		await top.see('the containers', screen => screen.containers().size > 0);
		top.press('5o');
		const { text } = await top.see('the dialog', screen => screen.text.includes('grafana.example') && screen);
		expect(text).toContain('https://grafana.example/team/d/postgresql-performance?from=now-1h&to=now');
		expect(text).not.toMatch(/ssh -N|secret/);
		expect(top.shell.raw().split('top --grafana')[1]).not.toMatch(/\u001b\]8;;[^\u001b]*secret/);
	});
});
