import type { Container } from '../../engine/container.ts';
import type { Clients } from '../../engine/details.ts';
import { formatCount } from '../../metrics/format.ts';
import { named } from './named.ts';

type About = {
	/** All containers of the engine. */
	readonly all: readonly Container[];
	/** Those that something is done to: what they hold among each other matters to nobody else. */
	readonly targets: readonly Container[];
};

const shown = 3;

const connections = (count: number): string => `${formatCount(count)} ${count === 1 ? 'connection' : 'connections'}`;

/** Who holds connections to a container, in sentences; none where nobody does. */
export const talkLines = (container: Container, clients: Clients, { all, targets }: About): readonly string[] => {
	const it = targets.length === 1 ? 'it' : container.name;
	const held = new Map<Container, number>();
	let others = 0;
	for (const [address, count] of clients) {
		const owners = all.filter(({ addresses, state }) => state === 'running' && addresses?.includes(address));
		const [owner] = owners;
		if (owner === undefined) others += count;
		// Networks that nothing connects may use the same addresses: who of several it is is not known.
		if (owner === undefined || owners.length > 1 || targets.some(({ id }) => id === owner.id)) continue;
		held.set(owner, (held.get(owner) ?? 0) + count);
	}
	const [first, ...rest] = [...held].toSorted(([, a], [, b]) => b - a);
	const lines: string[] = [];
	if (first) {
		const named = rest.slice(0, shown - 1).map(([{ name }, count]) => `, ${name} ${formatCount(count)}`);
		const more = rest.slice(shown - 1).reduce((sum, [, count]) => sum + count, 0);
		const left = rest.length - named.length;
		const further =
			left === 0 ? '' : ` and ${left} other ${left === 1 ? 'container' : 'containers'} ${formatCount(more)}`;
		lines.push(`${first[0].name} holds ${connections(first[1])} to ${it}${named.join('')}${further}.`);
	}
	if (others > 0) {
		const come = others === 1 ? 'comes' : 'come';
		lines.push(`${connections(others)} to ${it} ${come} from addresses that are no container's.`);
	}
	return lines;
};

/** That it cannot be known who is connected to some of the targets, in a sentence. */
export const unknownTalkLines = (unknown: readonly Container[], targets: readonly Container[]): readonly string[] => {
	if (unknown.length === 0) return [];
	const them =
		targets.length === 1 ? 'it' : unknown.length === targets.length ? 'them' : named(unknown.map(({ name }) => name));
	return [`Who is connected to ${them} cannot be known from here.`];
};
