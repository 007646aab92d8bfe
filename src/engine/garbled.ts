import { EngineError } from './engine-error.ts';

/** The error for an answer that no container engine gives. */
export const garbled = (url: string): EngineError =>
	new EngineError(`What listens on ${url} does not answer like a container engine`, {
		kind: 'garbled',
		hint: 'Check --host, DOCKER_HOST or the context.',
	});
