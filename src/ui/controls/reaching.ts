import type { Container } from '../../engine/container.ts';
import { engineMachine } from '../menus/engine-place.ts';
import { addressesOf } from '../menus/ports.ts';
import type { Target } from '../state.ts';
import { isPast, pastRefusal } from '../time/travel.ts';
import type { Context } from './context.ts';

/** Puts a text into the clipboard at the person's end, and says so. */
export const copyText = ({ effects, tell }: Context, text: string, what: string): void => {
	if (effects.copy(text)) tell(`Sent ${what} to your clipboard.`, 'good');
	else tell('That is too long for a clipboard over a terminal.', 'bad');
};

/** Hands the terminal to a shell in the container, where it runs and something may be changed. */
export const openShell = ({ effects, model, tell }: Context, { id, name, state }: Container): void => {
	if (model().engine.isReadOnly) tell('aixcl runs with --read-only: a shell could change something.', 'info');
	else if (isPast(model())) tell(pastRefusal, 'info');
	else if (state !== 'running') tell(`${name} does not run, so there is no shell in it.`, 'info');
	else effects.shell({ id, name });
};

/** Opens the one port a container publishes, or lets one of several be picked. */
export const openPort = (context: Context, container: Container): void => {
	const { effects, model, open, tell } = context;
	const machine = engineMachine(model().engine);
	const [first, ...others] = addressesOf(container, machine);
	const target: Target = { id: container.id, name: container.name };
	if (first === undefined) tell(`${container.name} publishes no port.`, 'info');
	else if (others.length === 0) effects.openUrl(first, container.name, machine);
	else open({ kind: 'menu', menu: 'ports', targets: [target], index: 0 });
};
