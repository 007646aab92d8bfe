import { type Clean, clean } from '../text/clean.ts';
import { EngineError } from './engine-error.ts';
import { listAt, textAt } from './json-at.ts';

/** What the engine said of itself, and the API version to speak with it. */
export type Negotiated = {
	readonly product: 'docker' | 'podman';
	readonly version: Clean;
	readonly api: string;
	/** Whether it can give statistics at once, without waiting a second for a second sample. */
	readonly hasOneShot: boolean;
};

const oldest = '1.24';
const newest = '1.51';

/** Chooses the newest API version both sides know from the answer to `/version`. Throws an EngineError where there is none. */
export const negotiate = (answer: unknown): Negotiated => {
	const theirs = textAt(answer, 'ApiVersion');
	const least = textAt(answer, 'MinAPIVersion') ?? oldest;
	if (theirs === undefined || !isVersion(theirs) || !isVersion(least)) {
		throw new EngineError('What was asked for its version does not answer like a container engine', {
			kind: 'garbled',
			hint: 'Check --host, DOCKER_HOST or the context.',
		});
	}
	if (compare(theirs, oldest) < 0)
		throw mismatch(`The container engine is too old (API ${theirs})`, 'Update the engine.');
	if (compare(least, newest) > 0)
		throw mismatch(`The container engine is too new (API ${least} at least)`, 'Update aixcl.');
	const api = compare(theirs, newest) < 0 ? theirs : newest;
	const isPodman = listAt(answer, 'Components').some(part => /podman/i.test(textAt(part, 'Name') ?? ''));
	return {
		product: isPodman ? 'podman' : 'docker',
		version: clean(textAt(answer, 'Version') ?? 'unknown', 40),
		api,
		hasOneShot: !isPodman && compare(api, '1.41') >= 0,
	};
};

const isVersion = (text: string) => /^\d{1,3}\.\d{1,3}$/.test(text);

const compare = (left: string, right: string): number => {
	const [major = 0, minor = 0] = left.split('.').map(Number);
	const [otherMajor = 0, otherMinor = 0] = right.split('.').map(Number);
	return major - otherMajor || minor - otherMinor;
};

const mismatch = (message: string, hint: string) => new EngineError(message, { kind: 'garbled', hint });
