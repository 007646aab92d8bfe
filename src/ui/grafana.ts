import { lastValue } from '../store/remote.ts';
import { currentContainer } from './containers/chosen.ts';
import { chosenModel } from './llm/chosen.ts';
import type { Model } from './model.ts';
import { chosenAlert } from './panels/alerts.ts';
import { panels } from './panels/panels.ts';
import { chartedWindow } from './time/travel.ts';

const uid = /^[\w-]{1,40}$/;

/** The uid of the dashboard that shows what is looked at: an alert may name its own. */
const dashboardOf = (model: Model): string => {
	const { focus } = model.state;
	const named = focus === 'alerts' ? lastValue(model.alerts)?.[chosenAlert(model)]?.annotations.dashboard : undefined;
	return named !== undefined && uid.test(named) ? named : panels[focus].dashboard;
};

/** What is looked at, for the variables of the dashboard that has them. */
const variablesOf = (model: Model): Readonly<Record<string, string>> => {
	const snapshot = lastValue(model.snapshot);
	if (model.source.name === 'local') return {};
	const { focus } = model.state;
	if (focus === 'postgres') {
		const server = snapshot?.readings['postgres.up']?.[0]?.labels.instance;
		return server === undefined ? {} : { 'var-server': server };
	}
	if (focus === 'llm') {
		const row = chosenModel(model);
		return row?.instance === undefined ? {} : { 'var-llm': row.instance, 'var-model': row.name };
	}
	if (focus === 'containers' || focus === 'detail' || focus === 'logs') {
		const container = currentContainer(model);
		return container ? { 'var-container': container.name } : {};
	}
	return focus !== 'alerts' && snapshot?.host ? { 'var-instance': snapshot.host.instance } : {};
};

const timesOf = (model: Model): Readonly<Record<'from' | 'to', string>> => {
	if (model.state.at === undefined) return { from: `now-${model.state.window}`, to: 'now' };
	const { end, span } = chartedWindow(model, model.clock.wall);
	return { from: String(Math.round(end - span)), to: String(Math.round(end)) };
};

/** The dashboard that shows what is looked at: the same machine, container or server, over the same time. */
export const grafanaUrl = (base: string, model: Model): string => {
	const url = new URL(base);
	url.username = '';
	url.password = '';
	url.pathname = `${url.pathname.replace(/\/$/, '')}/d/${dashboardOf(model)}`;
	url.search = new URLSearchParams({ ...timesOf(model), ...variablesOf(model) }).toString();
	return url.href;
};

/** Whether only programs of this machine can reach an address. */
export const isLoopback = (url: string): boolean => {
	const { hostname } = new URL(url);
	return hostname === 'localhost' || hostname.startsWith('127.') || hostname === '[::1]';
};

type Environment = Readonly<Record<string, string | undefined>>;

const shellSafe = /^[\w.:@-]+$/;

const portOf = ({ port, protocol }: URL): string => port || (protocol === 'https:' ? '443' : '80');

/** The command that makes an address of another machine's loopback one of this machine's. */
export const tunnelTo = (url: string, machine: string): string => {
	const parsed = new URL(url);
	return `ssh -N -L ${portOf(parsed)}:${parsed.hostname}:${portOf(parsed)} ${shellSafe.test(machine) ? machine : 'that-host'}`;
};

/** The command that makes an address of this machine reachable from the other end of the SSH session. */
export const tunnelCommand = (url: string, env: Environment): string => {
	const { hostname } = new URL(url);
	const number = portOf(new URL(url));
	// SSH_CONNECTION: client address, client port, server address, server port.
	const [, , server = '', sshPort = '22'] = (env.SSH_CONNECTION ?? '').split(' ');
	const user = env.USER ?? env.LOGNAME ?? '';
	const address = shellSafe.test(server) ? server : 'this-host';
	const target = shellSafe.test(user) ? `${user}@${address}` : address;
	const option = sshPort === '22' || !/^\d+$/.test(sshPort) ? '' : ` -p ${sshPort}`;
	return `ssh -N${option} -L ${number}:${hostname}:${number} ${target}`;
};
