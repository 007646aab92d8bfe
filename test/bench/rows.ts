import type { Figure } from './figures.ts';

/** One line of the table. */
export type Row = {
	readonly title: string;
	/** One cell shows these, with ` / ` between them. */
	readonly figures: readonly Figure[];
	readonly show: (value: number) => string;
	readonly budget?: string;
	/** What the first figure must reach, in its own unit. */
	readonly least?: number;
};

const digits = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(value >= 10 ? 3 : 2));
const whole = (value: number): string => value.toFixed(0);
const mebibytes = (value: number): string => (value / 2 ** 20).toFixed(1);
const millions = (value: number): string => (value / 1e6).toFixed(0);
const hundredths = (value: number): string => value.toFixed(2);

/** The table's lines, in its order. */
export const tableRows: readonly Row[] = [
	{ title: 'start to first byte of the picture, ms', figures: ['firstPaint'], show: digits },
	{
		title: 'start to first frame (50 ms of silence after it), ms',
		figures: ['firstFrame'],
		show: digits,
		budget: '130',
	},
	{ title: 'the same, as a multiple of `node -e 0`', figures: ['firstFrameRatio'], show: hundredths, budget: '2' },
	{ title: 'start to a container’s name on screen, ms', figures: ['firstName'], show: digits, budget: '400' },
	{ title: 'start to memory in use on screen, ms', figures: ['firstNumber'], show: digits, budget: '400' },
	{ title: 'CPU of the start, until it is quiet, ms', figures: ['startCpu'], show: whole },
	{ title: 'bytes a refresh', figures: ['bytesPerRefresh'], show: whole },
	{ title: 'bytes a second', figures: ['bytesPerSecond'], show: whole, budget: '500' },
	{ title: 'CPU, % of one core', figures: ['cpu'], show: hundredths, budget: '1.0' },
	{ title: 'CPU a refresh, ms', figures: ['cpuPerRefresh'], show: digits },
	{ title: 'resident memory at most, MiB (of it Node itself: left)', figures: ['rss'], show: mebibytes, budget: '85' },
	{ title: 'memory with shared pages divided (PSS), MiB', figures: ['pss'], show: mebibytes },
	{ title: 'key to paint, median / 95 %, ms', figures: ['keyMedian', 'key95'], show: digits, budget: '6 / 12' },
	{ title: 'bytes a key', figures: ['keyBytes'], show: whole, budget: '300' },
	{ title: 'bytes a key, with all that follows it', figures: ['keyBytesInAll'], show: whole },
	{ title: 'keys of 20 that were not answered within 1 s', figures: ['keysLost'], show: whole, budget: '0' },
	{
		title: 'another order of the containers to paint, median / 95 %, ms',
		figures: ['sortMedian', 'sort95'],
		show: digits,
	},
	{ title: 'a filter typed to paint, median / 95 %, ms', figures: ['filterMedian', 'filter95'], show: digits },
	{
		title: '1,000 containers against 10: a key / another order / a filter',
		figures: ['keyRatio', 'sortRatio', 'filterRatio'],
		show: hundredths,
		budget: '1.3',
	},
	{ title: 'the same: CPU / memory', figures: ['cpuRatio', 'rssRatio'], show: hundredths, budget: '1.3' },
	{ title: 'added to the engine’s CPU, %', figures: ['engineCpu'], show: hundredths, budget: '0.3' },
	{ title: 'Prometheus refresh, recorded, median / 95 %, ms', figures: ['recordedMedian', 'recorded95'], show: digits },
	{ title: 'Prometheus refresh, raw, median / 95 %, ms', figures: ['rawMedian', 'raw95'], show: digits },
	{ title: 'its answer, recorded / raw, bytes', figures: ['recordedSize', 'rawSize'], show: whole },
	{
		title: 'its CPU in Prometheus, recorded / raw, ms',
		figures: ['recordedServerCpu', 'rawServerCpu'],
		show: hundredths,
		budget: '4',
	},
	{
		title: 'its CPU in our process (warm), recorded / raw, ms',
		figures: ['recordedOwnCpu', 'rawOwnCpu'],
		show: hundredths,
	},
	{ title: 'engine list, median / 95 %, ms', figures: ['listMedian', 'list95'], show: digits },
	{ title: 'engine statistics of one container, median / 95 %, ms', figures: ['statsMedian', 'stats95'], show: digits },
	{
		title: 'a log taken apart into frames (200 at least) / lines, MB in a second of CPU',
		figures: ['logFrameRate', 'logLineRate'],
		show: millions,
		least: 200e6,
	},
	{ title: 'a log in flood: lines a second that the engine takes of 50,000', figures: ['floodRate'], show: whole },
	{
		title: 'key to answer meanwhile, median / 95 %, ms',
		figures: ['floodKeyMedian', 'floodKey95'],
		show: digits,
		budget: '– / 100',
	},
	{ title: 'resident memory meanwhile, MiB', figures: ['floodMemory'], show: mebibytes },
	{
		title: 'key to answer while a fake engine delivers all 50,000 a second, median / 95 %, ms',
		figures: ['pacedKeyMedian', 'pacedKey95'],
		show: digits,
		budget: '– / 100',
	},
	{ title: 'resident memory meanwhile, MiB', figures: ['pacedMemory'], show: mebibytes },
	{ title: 'other CPU of the machine meanwhile, % of one core', figures: ['otherCpu'], show: whole },
];
