import { median } from './statistics.ts';

/** Everything that is measured. Times in milliseconds unless the name says otherwise, sizes in bytes, CPU in percent of one core. */
export type Figure =
	| 'firstPaint'
	| 'firstFrame'
	| 'firstFrameRatio'
	| 'firstName'
	| 'firstNumber'
	| 'startCpu'
	| 'bytesPerSecond'
	| 'bytesPerRefresh'
	| 'cpu'
	| 'cpuPerRefresh'
	| 'rss'
	| 'pss'
	| 'otherCpu'
	| 'engineCpu'
	| 'keyMedian'
	| 'key95'
	| 'keyBytes'
	| 'keyBytesInAll'
	| 'keysLost'
	| 'sortMedian'
	| 'sort95'
	| 'filterMedian'
	| 'filter95'
	| 'keyRatio'
	| 'sortRatio'
	| 'filterRatio'
	| 'cpuRatio'
	| 'rssRatio'
	| 'recordedMedian'
	| 'recorded95'
	| 'recordedSize'
	| 'recordedServerCpu'
	| 'recordedOwnCpu'
	| 'rawMedian'
	| 'raw95'
	| 'rawSize'
	| 'rawServerCpu'
	| 'rawOwnCpu'
	| 'listMedian'
	| 'list95'
	| 'statsMedian'
	| 'stats95'
	| 'logFrameRate'
	| 'logLineRate'
	| 'floodRate'
	| 'floodKeyMedian'
	| 'floodKey95'
	| 'floodMemory'
	| 'pacedKeyMedian'
	| 'pacedKey95'
	| 'pacedMemory';

/** What was measured of one program; what could not be is absent. */
export type Figures = Readonly<Partial<Record<Figure, number | undefined>>>;

/** The median of each figure over several runs. */
export const mediansOf = (runs: readonly Figures[]): Figures => {
	const names = new Set(runs.flatMap(run => Object.keys(run) as Figure[]));
	const values = (name: Figure) => runs.map(run => run[name]).filter(value => value !== undefined);
	return Object.fromEntries([...names].map(name => [name, median(values(name))]));
};
