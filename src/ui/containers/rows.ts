import type { Container } from '../../engine/container.ts';
import { lastValue } from '../../store/remote.ts';
import type { Model } from '../model.ts';
import { isRunning, type State } from '../state.ts';
import { type Row, sortKeys } from './columns.ts';
import { isAtRest } from './state.ts';
import { usageOf } from './usage.ts';

const matches = ({ name, image, state, service, project }: Container, words: readonly string[]): boolean => {
	const text = `${name} ${image} ${state} ${service ?? ''} ${project ?? ''}`.toLowerCase();
	return words.every(word => text.includes(word));
};

// The unknown goes last, whichever way a column sorts; equal ones keep the order of their names.
const compare = (a: Row, b: Row, key: (row: Row) => number | string | undefined): number => {
	const [left, right] = [key(a), key(b)];
	const byName = a.container.name.localeCompare(b.container.name);
	if (left === undefined || right === undefined)
		return Number(left === undefined) - Number(right === undefined) || byName;
	if (typeof left === 'string' || typeof right === 'string') return String(left).localeCompare(String(right));
	return right - left || byName;
};

// The selected one stays although it has ended: the key that stopped it must not mean another one next.
const isShown = (container: Container, { showsAll, selected }: State): boolean =>
	showsAll || container.id === selected || !isAtRest(container);

type Inputs = readonly unknown[];
let lastInputs: Inputs = [];
let lastRows: readonly Row[] = [];

/** The rows of the containers table: filtered, sorted, joined with what they use. Remembers its last answer. */
export const containerRows = (model: Model): readonly Row[] => {
	const { containers, snapshot, stats, state, clock, engine } = model;
	const inputs: Inputs = [
		containers,
		snapshot,
		stats,
		state.filter,
		state.sort,
		state.showsAll,
		state.selected,
		state.acting,
		clock,
		engine,
	];
	if (inputs.every((input, index) => Object.is(input, lastInputs[index]))) return lastRows;
	const words = state.filter.toLowerCase().split(/\s+/).filter(Boolean);
	// Numbers that are no longer renewed give way to the engine's, and stand only where it has none.
	const last = lastValue(snapshot);
	const fresh = snapshot.status === 'fresh' ? last : undefined;
	const rows = (lastValue(containers) ?? [])
		.filter(container => isShown(container, state) && matches(container, words))
		.map(container => ({
			container,
			// A rate outlives what it was measured of by its window.
			usage: isRunning(container) ? (usageOf(container, fresh, stats) ?? usageOf(container, last, stats)) : undefined,
			now: clock.wall,
			cores: engine.info?.cores,
			acting: state.acting.get(container.id),
		}))
		.sort((a, b) => compare(a, b, sortKeys[state.sort]));
	lastInputs = inputs;
	lastRows = rows;
	return rows;
};

/** The row the selection is on: the selected container's, else the first. */
export const selectedIndex = (model: Model): number => {
	const index = containerRows(model).findIndex(({ container }) => container.id === model.state.selected);
	return Math.max(0, index);
};

export const selectedContainer = (model: Model): Container | undefined =>
	containerRows(model)[selectedIndex(model)]?.container;

/** The first row of the window: it moves only when the selection would leave it. */
export const windowStart = (start: number, selected: number, count: number, height: number): number =>
	Math.max(0, Math.min(Math.max(start, selected - height + 1), selected, count - height));
