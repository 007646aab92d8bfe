/** Where one trial runs. */
export type Place = {
	readonly home: string;
	/** The command of the fixture, from there. */
	readonly fixture: string;
	/** Whether durations and memory count: they only do where nothing else runs. */
	readonly isMeasured: boolean;
	/** From 0 up to, not with, the limit. */
	readonly below: (limit: number) => number;
};

/** One way to try it: fails where the promise is broken; gives the figure that is worth telling, the greater the worse. */
export type Kind = {
	readonly name: string;
	/** What the figure is in. */
	readonly unit: string;
	readonly run: (place: Place) => Promise<number>;
};
