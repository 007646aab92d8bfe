import type { TopScreen } from '../../../stack/top-screen.ts';
import { tells } from './equal.ts';
import type { Truth, World } from './world.ts';

/** A text of the screen, and what it has to tell. */
type Pair = readonly [what: string, text: string, truth: number];

const fact = ({ panel }: TopScreen, name: Parameters<TopScreen['panel']>[0], subject: string): string =>
	panel(name)
		.lines.flatMap(line => line.trim().split(/ {2,}/))
		.find(cell => cell.startsWith(`${subject} `))
		?.slice(subject.length) ?? '';

/** Everything on the overview that is known beforehand. */
export const pairsOn = (screen: TopScreen, { truths }: World, hasRates: boolean): readonly Pair[] => {
	const truth = (id: Truth['id'], name?: string) =>
		truths.find(each => each.id === id && (name === undefined || each.label === name))?.value ?? Number.NaN;
	const [cpu, memory] = [screen.panel('cpu').title, screen.panel('memory').title];
	const own = screen.containers().get('own');
	const pairs: readonly Pair[] = [
		['CPU', cpu.replace('1 CPU', ''), truth('host.cpu.ratio')],
		['cores', cpu.split(' of ')[1] ?? '', truth('host.cpu.cores')],
		['user', `${fact(screen, 'cpu', 'user').trim()}%`, truth('host.cpu.mode_ratio', 'user')],
		['load', fact(screen, 'cpu', 'load'), truth('host.load1')],
		['memory used', memory.replace('2 Memory', ''), truth('host.memory.used_bytes')],
		['memory', memory.split(' of ')[1] ?? '', truth('host.memory.total_bytes')],
		[
			'most connections',
			/ of (\d+)/.exec(fact(screen, 'postgres', 'connections'))?.[1] ?? '',
			truth('postgres.connections.max'),
		],
		['cache hit', fact(screen, 'postgres', 'cache hit'), truth('postgres.cache_hit_ratio')],
		['rollback', fact(screen, 'postgres', 'rollback'), truth('postgres.rollback_ratio')],
		['size', fact(screen, 'postgres', 'size'), truth('postgres.size_bytes')],
		['CPU of own', own?.CPU ?? '', 1.234],
		['limit of own', own?.LIMIT ?? '', 2 ** 30],
		['received by own', own?.['NET IN'] ?? '', 1000],
		['sent by own', own?.['NET OUT'] ?? '', 2000],
	];
	const rates: readonly Pair[] = [
		['transactions', fact(screen, 'postgres', 'tx/s'), truth('postgres.transactions_per_second')],
		['temporary', fact(screen, 'postgres', 'temp'), truth('postgres.temp_bytes_per_second')],
		['CPU of ollama', screen.containers().get('ollama')?.CPU ?? '', truth('container.cpu_cores')],
		[
			'read',
			/r +([\d.]+ \S+)/.exec(screen.panel('io').lines.join(' '))?.[1] ?? '',
			truth('host.disk.read_bytes_per_second'),
		],
	];
	return hasRates ? [...pairs, ...rates] : pairs;
};

/** What the screen shows that is not so; a sentence each. */
export const untrueOn = (pairs: readonly Pair[]): readonly string[] =>
	pairs
		.filter(([, text, truth]) => !tells(text, truth))
		.map(([what, text, truth]) => `${what}: "${text}" shown, ${truth} in fact`);
