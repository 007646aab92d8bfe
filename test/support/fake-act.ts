import type { FakeContainer } from './fake-container.ts';
import type { FakeEngine } from './fake-engine.ts';

export type FakeAnswer = { readonly status: number; readonly complaint?: string };

/** Does to a container what a request asks, and answers as Docker 28 does; its complaints are in Docker's words. */
export const fakeAct = (engine: FakeEngine, container: FakeContainer, verb: string, signal: string): FakeAnswer => {
	const { id, name, state } = container;
	const isOn = state === 'running' || state === 'paused';
	const end = (exitCode: number) => {
		container.state = 'exited';
		container.exitCode = exitCode;
		container.finishedAt = new Date().toISOString();
		engine.emit('die', id);
	};
	const become = (next: FakeContainer['state']) => {
		container.state = next;
		engine.emit(verb, id);
		return { status: 204 };
	};
	const complain = (complaint: string, status = 409) => ({ status, complaint });
	switch (verb) {
		case 'start':
		case 'restart':
			if (verb === 'start' && state === 'running') return { status: 304 };
			if (verb === 'start' && state === 'paused')
				return complain('cannot start a paused container, try unpause instead');
			if (isOn) end(143);
			container.startedAt = new Date().toISOString();
			return become('running');
		case 'stop':
			if (!isOn) return { status: 304 };
			end(143);
			return become('exited');
		case 'pause':
			if (state === 'paused') return complain(`container ${name} is already paused`);
			return state === 'running' ? become('paused') : complain(`container ${name} is not running`);
		case 'unpause':
			return state === 'paused' ? become('running') : complain(`Container ${name} is not paused`, 500);
		case 'kill':
			if (!isOn) return complain(`cannot kill container: ${id}: container ${id} is not running`);
			engine.emit('kill', id);
			if (signal === 'SIGKILL' || signal === 'SIGTERM') end(signal === 'SIGKILL' ? 137 : 143);
			return { status: 204 };
		case 'remove':
			if (isOn)
				return complain(
					`cannot remove container "${name}": container is running: stop the container before removing or force remove`,
				);
			engine.containers.splice(engine.containers.indexOf(container), 1);
			engine.emit('destroy', id);
			return { status: 204 };
		default:
			return complain('page not found', 404);
	}
};
