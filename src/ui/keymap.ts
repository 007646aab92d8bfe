import { alertKeys } from './keys/alerts.ts';
import type { Binding, Scope } from './keys/binding.ts';
import { changeKeys } from './keys/changes.ts';
import { confirmKeys } from './keys/confirm.ts';
import { containerKeys } from './keys/containers.ts';
import { detailKeys } from './keys/detail.ts';
import { dialogKeys } from './keys/dialog.ts';
import { everywhereKeys } from './keys/everywhere.ts';
import { llmKeys } from './keys/llm.ts';
import { logKeys } from './keys/logs.ts';
import { promptKeys } from './keys/prompt.ts';

/** The one list of keys: input, footer, help and the README's table come from it. */
export const keymap = [
	...everywhereKeys,
	...containerKeys,
	...detailKeys,
	...logKeys,
	...alertKeys,
	...changeKeys,
	...llmKeys,
	...promptKeys,
	...confirmKeys,
	...dialogKeys,
] as const;

export type Does = (typeof keymap)[number]['does'];

/** What a key does in the first of some scopes that binds it. */
export const bindingOf = (key: string, scopes: readonly Scope[]): (Binding & { readonly does: Does }) | undefined => {
	for (const scope of scopes) {
		const found = keymap.find(binding => binding.in === scope && (binding.keys as readonly string[]).includes(key));
		if (found) return found;
	}
	return undefined;
};

/** The keys of some scopes worth a place in the footer, in their order; without those that an inner scope has taken. */
export const hintsIn = (scopes: readonly Scope[]): readonly Binding[] =>
	(keymap as readonly Binding[])
		.filter(binding => binding.hint !== undefined && bindingOf(binding.keys[0], scopes) === binding)
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
	space: 'Space',
};

/** A key as people write it: `ctrl+c` is `Ctrl-C`. */
export const keyLabel = (key: string): string =>
	names[key] ?? (key.startsWith('ctrl+') ? `Ctrl-${key.slice(5).toUpperCase()}` : key);
