import { clean } from '../text/clean.ts';
import type { ContainerEvent } from './details.ts';
import { numberAt, textAt } from './json-at.ts';
import { isContainerId } from './list-row.ts';

/** The action of an event in Docker's words, without what follows a colon: that may be a whole command. */
export const actionOf = (json: unknown): string => {
	const [action = ''] = (textAt(json, 'Action') ?? textAt(json, 'status') ?? '').split(':', 1);
	return action === 'died' ? 'die' : action;
};

export const idOf = (json: unknown): string => textAt(json, 'Actor', 'ID') ?? textAt(json, 'id') ?? '';

/** Reads an event of `/events`; undefined where it is of no container. */
export const parseContainerEvent = (json: unknown): ContainerEvent | undefined => {
	const id = idOf(json);
	const action = actionOf(json);
	const moment = momentOf(json);
	if (!isContainerId(id) || action === '' || moment === undefined) return undefined;
	return {
		at: moment,
		action: clean(action, 64),
		id,
		name: clean(attribute(json, 'name') ?? id.slice(0, 12), 256),
		exitCode: action === 'die' ? exitCodeOf(json) : undefined,
		detail: detailOf(json, action),
	};
};

// Too many nanoseconds for a number to hold exactly; milliseconds it does.
const momentOf = (json: unknown): number | undefined => {
	const nanoseconds = numberAt(json, 'timeNano');
	if (nanoseconds !== undefined && nanoseconds > 0) return Math.floor(nanoseconds / 1e6);
	const seconds = numberAt(json, 'time');
	return seconds === undefined ? undefined : seconds * 1000;
};

const attribute = (json: unknown, name: string) => textAt(json, 'Actor', 'Attributes', name);

const exitCodeOf = (json: unknown): number | undefined => {
	const text = attribute(json, 'exitCode') ?? attribute(json, 'containerExitCode') ?? '';
	return /^-?\d{1,10}$/.test(text) ? Number(text) : undefined;
};

const detailOf = (json: unknown, action: string) => {
	const found = detailTexts[action]?.(json);
	return found === undefined || found === '' ? undefined : clean(found, 256);
};

const detailTexts: Readonly<Record<string, ((json: unknown) => string | undefined) | undefined>> = {
	health_status: json =>
		/: *(.+)$/.exec(textAt(json, 'Action') ?? textAt(json, 'status') ?? '')?.[1] ??
		attribute(json, 'health_status') ??
		textAt(json, 'HealthStatus'),
	kill: json => attribute(json, 'signal'),
	rename: json => attribute(json, 'oldName')?.replace(/^\//, ''),
};
