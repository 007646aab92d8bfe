import type { Program } from './program.ts';
import type { World } from './world.ts';

/** A hostile text, and a mark before it by which it is found on the screen. */
export type Input = { readonly mark: string; readonly text: string };

/** One way in which texts from outside come to the screen. */
export type Channel = {
	readonly name: string;
	/** Of a hundred inputs. */
	readonly share: number;
	/** Keys that open the screen it is seen on. */
	readonly keys: string;
	/** What shows that it is open. */
	readonly shows: RegExp;
	/** How many inputs are on the screen at once, where it has so many rows. */
	room(rows: number): number;
	/** Makes the world ready, before the program starts; returns how inputs are put into it. */
	prepare(world: World, program: () => Program): (inputs: readonly Input[]) => void;
};
