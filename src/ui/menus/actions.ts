import type { Container, ContainerAction } from '../../engine/container.ts';
import { lastValue } from '../../store/remote.ts';
import { askFor } from '../controls/confirm.ts';
import { copyText, openPort, openShell } from '../controls/reaching.ts';
import { openDetail } from '../detail/detail.ts';
import { focusOn } from '../focusing.ts';
import type { Model } from '../model.ts';
import { logsCommand } from './engine-place.ts';
import type { Menu, MenuItem } from './menu.ts';
import { addressesOf } from './ports.ts';

type About = { readonly containers: readonly Container[]; readonly model: Model };
type Entry = (about: About) => MenuItem | undefined;

const isUp = ({ state }: Container) => state === 'running' || state === 'paused' || state === 'restarting';
const isDown = ({ state }: Container) => state === 'exited' || state === 'created' || state === 'dead';

/** An action of the engine, offered for those containers that are in a state for it. */
const act =
	(action: ContainerAction, label: string, fits: (container: Container) => boolean, key?: string): Entry =>
	({ containers }) => {
		const fitting = containers.filter(fits);
		if (fitting.length === 0) return undefined;
		const count = fitting.length < containers.length ? ` ${fitting.length} of ${containers.length}` : '';
		return {
			label: `${label}${count}`,
			...(key === undefined ? {} : { key }),
			changes: true,
			pick: context => askFor(context, action, fitting),
		};
	};

/** Something that is done with one container. */
const one =
	(make: (container: Container) => MenuItem | undefined): Entry =>
	({ containers }) =>
		containers.length === 1 ? make(containers[0]!) : undefined;

const wholeStack: Entry = ({ containers, model }) => {
	const project = containers[0]?.project;
	const all = (lastValue(model.containers) ?? []).filter(each => each.project === project);
	const up = all.filter(isUp);
	if (project === undefined || up.length < 2) return undefined;
	return {
		label: `restart all ${up.length} of ${project}${up.length < all.length ? ' that run' : ''}`,
		changes: true,
		pick: context => askFor(context, 'restart', up),
	};
};

/** All that can be done with containers; what does not apply now is left out. */
const registry: readonly Entry[] = [
	one(container => ({ label: 'details', key: 'd', pick: ({ dispatch }) => dispatch(openDetail(container)) })),
	one(() => ({ label: 'logs', key: 'l', pick: ({ dispatch, model }) => dispatch(focusOn(model(), 'logs')) })),
	act('restart', 'restart', isUp, 'r'),
	act('stop', 'stop', isUp, 'S'),
	act('start', 'start', isDown, 's'),
	act('pause', 'pause', ({ state }) => state === 'running', 'p'),
	act('unpause', 'unpause', ({ state }) => state === 'paused', 'p'),
	({ containers }) => {
		const targets = containers.filter(({ state }) => state === 'running' || state === 'restarting');
		return targets.length === 0
			? undefined
			: {
					label: 'kill: send a signal …',
					key: 'K',
					changes: true,
					pick: ({ open }) => open({ kind: 'menu', menu: 'signals', targets, index: 0 }),
				};
	},
	act('remove', 'remove', isDown, 'D'),
	one(container =>
		container.state === 'running'
			? { label: 'shell', key: 'e', changes: true, pick: context => openShell(context, container) }
			: undefined,
	),
	one(container =>
		addressesOf(container, undefined).length > 0
			? { label: 'open its port', key: 'o', pick: context => openPort(context, container) }
			: undefined,
	),
	one(({ id, name }) => ({
		label: 'copy its ID',
		key: 'y',
		pick: context => copyText(context, id, `the ID of ${name}`),
	})),
	one(({ name }) => ({
		label: 'copy its name',
		key: 'n',
		pick: context => copyText(context, name, `the name ${name}`),
	})),
	one(({ id }) => ({
		label: 'copy a command for its log',
		key: 'L',
		pick: context => copyText(context, logsCommand(context.model().engine, id), 'a command for its log'),
	})),
	wholeStack,
];

/** What can be done with the chosen containers. */
export const actionsMenu: Menu = {
	title: (_, { targets }) => (targets.length === 1 ? targets[0]!.name : `${targets.length} containers`),
	items: (model, { targets }) => {
		const all = lastValue(model.containers) ?? [];
		const containers = targets.flatMap(({ id }) => all.find(each => each.id === id) ?? []);
		return containers.length === 0 ? [] : registry.flatMap(entry => entry({ containers, model }) ?? []);
	},
};
