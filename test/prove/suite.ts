/** The eight promises, in the order in which they are told. */
export const promises = [
	'never lies',
	'never hurts',
	'never obeys data',
	'never dies',
	'always gives the terminal back',
	'never hangs',
	'never leaks',
	'small, pinned, checkable',
] as const;

export type Promised = (typeof promises)[number];

/** What came of a run. */
export type Outcome = {
	/** Cases that were really tried. */
	readonly count: number;
	readonly failures: number;
	/** The first failures, or figures worth telling; '' for none. One line. */
	readonly detail: string;
	/** What the promise asks for and this does not yet have, and by how much; a sentence. */
	readonly short?: string;
	/** Programs that took part beside aixcl and Node, such as `Docker 28.5.2`. */
	readonly versions?: readonly string[];
};

/** One proof of a promise: the same code in a short form for `npm test`, and in full for `npm run prove`. */
export type Suite = {
	/** For `--only`: lower case, with hyphens. */
	readonly name: string;
	readonly promise: Promised;
	/** What is claimed, such as `cleaned text cannot act`. */
	readonly title: string;
	/** How it is tested, for a reader who wants to believe it or not. */
	readonly how: string;
	/** What `count` counts, in the plural. */
	readonly unit: string;
	/** Cases of the full form; where the number is not a choice, the least there must be. */
	readonly full: number;
	readonly short: number;
	/** Whether anything that runs beside it would falsify it, as it does where durations are judged. */
	readonly isAlone?: boolean;
	/** Minutes the full form may take on a slow machine, 60 unless given; one that takes longer has failed. */
	readonly minutes?: number;
	/** Tries so many cases, the same ones for the same seed. */
	run(count: number, seed: number): Promise<Outcome>;
};

/** Every run begins here unless told otherwise. */
export const usualSeed = 20_261_126;
