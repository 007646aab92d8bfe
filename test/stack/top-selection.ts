import type { Top } from './top-terminal.ts';

/** Sorts the containers by name, shows those at rest too, and moves the selection to one of them. */
export async function selectContainer(top: Top, name: string): Promise<void> {
	await top.see('the containers', screen => screen.containers().size > 1);
	await pressUntil(top, 's', 'the order by name', ({ panel }) => panel('containers').title.includes('by name'));
	const select = () => {
		const rows = [...top.screen().containers()];
		const [from, to] = [rows.findIndex(([, row]) => row.isSelected), rows.findIndex(([each]) => each === name)];
		if (from >= 0 && to >= 0 && from !== to) top.press((to > from ? 'j' : 'k').repeat(Math.abs(to - from)));
	};
	select();
	await top.see(`${name} to be selected`, screen => screen.containers().get(name)?.isSelected);
}

/** Presses a key again each time the screen has answered it, until the screen satisfies a condition. */
export async function pressUntil(
	top: Top,
	key: string,
	what: string,
	condition: (screen: ReturnType<Top['screen']>) => boolean,
): Promise<void> {
	for (let presses = 0; presses < 12 && !condition(top.screen()); presses++) {
		const before = top.screen().panel('containers').title;
		top.press(key);
		await top.see(`an answer to ${key}`, screen => screen.panel('containers').title !== before, 5);
	}
	await top.see(what, condition, 1);
}
