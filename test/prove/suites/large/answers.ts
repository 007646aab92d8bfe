import type { TopScreen } from '../../../stack/top-screen.ts';
import { logFrame } from '../../../support/fake-log.ts';
import type { Fault } from '../../../support/faults/fault.ts';
import { bombs, floods, pour } from '../../../support/faults/large.ts';

/** A large answer: who gives it, to which requests, and what the screen must show of it. */
export type Large = {
	readonly name: string;
	readonly from: 'prometheus' | 'engine';
	readonly paths: RegExp;
	readonly fault: Fault;
	/** Keys that lead to where it is asked for. */
	readonly keys?: string;
	readonly shows: (screen: TopScreen) => boolean;
};

const GiB = 1024;
const MiB = 2 ** 20;

/** An answer without an announced length that goes on for 1 GiB, after its first bytes. */
const streams = (name: string, next: () => Buffer, first = Buffer.alloc(0)): Fault => ({
	name,
	take({ near }) {
		near.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n');
		near.write(first);
		pour(near, next, GiB * MiB);
		return undefined;
	},
});

const same = (chunk: Buffer) => () => chunk;
const stampOf = (time: number) => `${new Date(time).toISOString().slice(0, -1)}000000Z`;
const line = logFrame(1, `${stampOf(0)} ${'a line of a log '.repeat(16)}\n`);
const lines = () => Buffer.concat(Array.from({ length: Math.ceil(MiB / line.length) }, () => line));

/** Lines of a log, each MiB of them written 5 ms after the one before: 200 MB/s. */
const timed = () => {
	let time = Date.UTC(2026, 10, 23);
	return () => {
		const chunk = lines();
		time += 5;
		const stamp = stampOf(time);
		for (let at = 8; at < chunk.length; at += line.length) chunk.write(stamp, at);
		return chunk;
	};
};

const frameOf4GiB = Buffer.from([1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]);

const flood = floods(GiB);
const bomb = bombs(GiB);
const nested = floods(GiB, '[');

const headerSays = (reason: RegExp) => (screen: TopScreen) => reason.test(screen.header);
const tableSays = (reason: RegExp) => (screen: TopScreen) => reason.test(screen.panel('containers').lines.join(' '));
const isWell = ({ header }: TopScreen) => /prometheus ● .*docker [\d.]+ ●/.test(header);
const anything = () => true;

const query = /\/api\/v1\/query$/;
const range = /\/api\/v1\/query_range/;
// Without events it is asked for again soon.
const list = /\/containers\/json|\/events/;
const stats = /\/stats/;
// On a busy machine the deadline may come first.
const tooMuch = /more than \d+ MiB|did not answer within/;

const ofPrometheus = (name: string, paths: RegExp, fault: Fault, shows: Large['shows']): Large => ({
	...{ name: `the ${name} ${fault.name}`, from: 'prometheus', paths, fault, shows },
});
const ofEngine = (name: string, paths: RegExp, fault: Fault, shows: Large['shows'], keys?: string): Large => ({
	...{ name: `the ${name} ${fault.name}`, from: 'engine', paths, fault, shows },
	...(keys === undefined ? {} : { keys }),
});

/** Every large answer that is tried. */
export const larges: readonly Large[] = [
	ofPrometheus('query', query, bomb, headerSays(tooMuch)),
	ofEngine('list', list, flood, tableSays(tooMuch)),
	ofEngine('log', /\/logs/, streams('answers with 1024 MiB of lines', timed()), anything, 'lf'),
	ofPrometheus('query', query, flood, headerSays(tooMuch)),
	ofPrometheus('query', query, nested, headerSays(tooMuch)),
	ofPrometheus('history', range, flood, isWell),
	ofPrometheus('history', range, bomb, isWell),
	ofPrometheus('whole server', /^/, flood, headerSays(tooMuch)),
	ofPrometheus('whole server', /^/, bomb, headerSays(tooMuch)),
	ofEngine('list', list, bomb, tableSays(/does not answer like a container engine/)),
	ofEngine('list', list, nested, tableSays(tooMuch)),
	ofEngine('statistics', stats, flood, isWell),
	ofEngine('statistics', stats, bomb, isWell),
	ofEngine('inspections', /\/containers\/[^/]+\/json|\/events/, flood, isWell),
	ofEngine(
		'events',
		/\/events/,
		streams('answers with 1024 MiB without a line end', same(Buffer.alloc(MiB, '{'))),
		isWell,
	),
	ofEngine('log', /\/logs/, streams('answers with 1024 MiB of lines of one moment', same(lines())), anything, 'lf'),
	ofEngine(
		'log',
		/\/logs/,
		streams('answers with a frame of 4 GiB', same(Buffer.alloc(MiB, 'x')), frameOf4GiB),
		anything,
		'lf',
	),
	ofEngine('whole engine', /^/, flood, tableSays(tooMuch)),
];
