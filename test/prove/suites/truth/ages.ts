import { numberIn } from '../../../stack/shown-number.ts';
import type { TopScreen } from '../../../stack/top-screen.ts';
import type { TruthServers } from './servers.ts';
import type { World } from './world.ts';

/** Seconds that a number may be older than it claims: an interval, a scrape, a deadline, and what a busy machine adds. */
const slack = 8;

const ageIn = (title: string, pattern: RegExp): number => {
	const claimed = pattern.exec(title)?.[1];
	return claimed === undefined ? 0 : numberIn(claimed);
};

/** Numbers on a screen that are older than they claim, or younger; a sentence each. What is unknown claims nothing. */
export const falseAges = (screen: TopScreen, now: number, world: World, servers: TruthServers): readonly string[] => {
	const { panel, fact, containers } = screen;
	const found: string[] = [];
	const compare = (what: string, shown: number, present: number, claimed: number) => {
		// What counts the seconds tells when it was measured.
		const age = present - shown;
		if (Number.isNaN(shown) || (age <= claimed + slack && age >= claimed - slack)) return;
		found.push(`${what} was measured ${age} s ago and claims ${claimed} s`);
	};
	const title = panel('postgres').title;
	compare(
		'a number of PostgreSQL',
		fact('postgres', 'connections'),
		world.connectionsAt(now),
		ageIn(title, /· ([\dms ]+) old/),
	);
	const memory = numberIn(containers().get('own')?.MEMORY ?? '') / 1024;
	const list = ageIn(panel('containers').title, /list ([\dms ]+) old/);
	const present = servers.kibibytesAt(now);
	// The list is as old as the numbers or older: it is asked for less often.
	if (present - memory > list + slack) compare('the memory of a container', memory, present, list);
	return found;
};
