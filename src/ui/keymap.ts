export type Scope = 'everywhere' | 'containers' | 'alerts' | 'filter' | 'confirm' | 'dialog' | 'hosts';

export type Binding = {
	readonly keys: readonly [string, ...string[]];
	readonly does: string;
	readonly says: string;
	readonly in: Scope;
	/** Its place in the footer, first to last; absent is help only. */
	readonly hint?: number;
	/** Changes something outside aixcl: asks before, and is dropped by --read-only. */
	readonly changes?: true;
};

/** The one list of keys: input, footer, help and the README's table come from it. */
export const keymap = [
	{ keys: ['?', 'f1'], does: 'toggle-help', says: 'help', in: 'everywhere', hint: 1 },
	{ keys: ['q'], does: 'quit-or-back', says: 'quit', in: 'everywhere', hint: 99 },
	{ keys: ['ctrl+c'], does: 'quit', says: 'quit', in: 'everywhere' },
	{ keys: ['esc'], does: 'back', says: 'close, clear, back', in: 'everywhere' },
	{ keys: ['ctrl+z'], does: 'suspend', says: 'suspend', in: 'everywhere' },
	{ keys: ['ctrl+l'], does: 'repaint', says: 'repaint', in: 'everywhere' },
	{ keys: ['tab'], does: 'next-panel', says: 'panel', in: 'everywhere', hint: 9 },
	{ keys: ['shift+tab'], does: 'previous-panel', says: 'previous panel', in: 'everywhere' },
	{
		keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
		does: 'go-to-panel',
		says: 'panel by number',
		in: 'everywhere',
	},
	{ keys: ['f'], does: 'toggle-full', says: 'full screen', in: 'everywhere', hint: 8 },
	{ keys: ['up', 'k'], does: 'up', says: 'up', in: 'everywhere' },
	{ keys: ['down', 'j'], does: 'down', says: 'down', in: 'everywhere' },
	{ keys: ['pgup'], does: 'page-up', says: 'page up', in: 'everywhere' },
	{ keys: ['pgdn'], does: 'page-down', says: 'page down', in: 'everywhere' },
	{ keys: ['g', 'home'], does: 'top', says: 'first', in: 'everywhere' },
	{ keys: ['G', 'end'], does: 'bottom', says: 'last', in: 'everywhere' },
	{ keys: ['/'], does: 'filter', says: 'filter', in: 'everywhere', hint: 2 },
	{ keys: ['+', '='], does: 'slower', says: 'longer refresh interval', in: 'everywhere' },
	{ keys: ['-'], does: 'faster', says: 'shorter refresh interval', in: 'everywhere' },
	{ keys: ['p'], does: 'freeze', says: 'freeze', in: 'everywhere', hint: 7 },
	{ keys: ['i'], does: 'choose-host', says: 'choose the host', in: 'everywhere' },
	{ keys: ['A'], does: 'show-alerts', says: 'alerts', in: 'everywhere' },
	{ keys: ['o'], does: 'open-grafana', says: 'Grafana', in: 'everywhere', hint: 6 },
	{ keys: ['r'], does: 'restart', says: 'restart', in: 'containers', hint: 3, changes: true },
	{ keys: ['S'], does: 'start-or-stop', says: 'start/stop', in: 'containers', hint: 4, changes: true },
	{ keys: ['l'], does: 'show-logs', says: 'logs', in: 'containers', hint: 5 },
	{ keys: ['s'], does: 'sort', says: 'sort by the next column', in: 'containers' },
	{ keys: ['a'], does: 'toggle-all', says: 'all, or without those that ended well', in: 'containers' },
	{ keys: ['enter'], does: 'go-to-subject', says: 'go to what it is about', in: 'alerts', hint: 2 },
	{ keys: ['enter'], does: 'keep-filter', says: 'keep', in: 'filter', hint: 1 },
	{ keys: ['esc', 'ctrl+c'], does: 'drop-filter', says: 'clear', in: 'filter', hint: 2 },
	{ keys: ['y'], does: 'confirm', says: 'yes', in: 'confirm', changes: true },
	{ keys: ['n', 'esc', 'q'], does: 'cancel', says: 'cancel', in: 'confirm' },
	{ keys: ['left', 'right', 'tab', 'shift+tab'], does: 'other-button', says: 'other button', in: 'confirm' },
	{ keys: ['enter'], does: 'press-button', says: 'press the button', in: 'confirm', changes: true },
	{ keys: ['esc', 'q', 'enter', '?', 'f1', 'o'], does: 'close', says: 'close', in: 'dialog' },
	{ keys: ['up', 'k'], does: 'host-up', says: 'up', in: 'hosts' },
	{ keys: ['down', 'j'], does: 'host-down', says: 'down', in: 'hosts' },
	{ keys: ['enter'], does: 'pick-host', says: 'pick', in: 'hosts' },
	{ keys: ['esc', 'q', 'i'], does: 'close', says: 'close', in: 'hosts' },
] as const satisfies readonly Binding[];

export type Does = (typeof keymap)[number]['does'];

/** What a key does in the first of some scopes that binds it. */
export const bindingOf = (key: string, scopes: readonly Scope[]): (Binding & { readonly does: Does }) | undefined => {
	for (const scope of scopes) {
		const found = keymap.find(binding => binding.in === scope && (binding.keys as readonly string[]).includes(key));
		if (found) return found;
	}
	return undefined;
};

/** The keys of some scopes worth a place in the footer, in their order. */
export const hintsIn = (scopes: readonly Scope[]): readonly Binding[] =>
	(keymap as readonly Binding[])
		.filter(binding => scopes.includes(binding.in) && binding.hint !== undefined)
		.toSorted((a, b) => a.hint! - b.hint!);

const names: Readonly<Record<string, string>> = {
	up: '↑',
	down: '↓',
	left: '←',
	right: '→',
	pgup: 'PgUp',
	pgdn: 'PgDn',
	esc: 'Esc',
	tab: 'Tab',
	'shift+tab': 'Shift-Tab',
	enter: 'Enter',
	f1: 'F1',
	home: 'Home',
	end: 'End',
};

/** A key as people write it: `ctrl+c` is `Ctrl-C`. */
export const keyLabel = (key: string): string =>
	names[key] ?? (key.startsWith('ctrl+') ? `Ctrl-${key.slice(5).toUpperCase()}` : key);
