import type { Binding } from './binding.ts';

/** The keys of the screen itself. */
export const everywhereKeys = [
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
] as const satisfies readonly Binding[];
