import { expect, test } from 'vitest';
import { helpSections, keysText } from '../../src/ui/help.ts';
import { bindingOf, keymap } from '../../src/ui/keymap.ts';
import type { Binding, Scope } from '../../src/ui/keys/binding.ts';

const scopes = [...new Set(keymap.map(binding => binding.in))] as readonly Scope[];

test.each(scopes)('in %s no key is bound twice', scope => {
	const keys = keymap.filter(binding => binding.in === scope).flatMap(({ keys }): readonly string[] => keys);
	expect(keys.toSorted()).toEqual([...new Set(keys)].toSorted());
});

test('no key of the containers hides one of everywhere', () => {
	const keysIn = (scope: Scope) =>
		keymap.filter(each => each.in === scope).flatMap(({ keys }): readonly string[] => keys);
	const everywhere = new Set(keysIn('everywhere'));
	expect(keysIn('containers').filter(key => everywhere.has(key))).toEqual([]);
});

test('the innermost scope decides', () => {
	expect(bindingOf('q', ['confirm', 'everywhere'])?.does).toBe('cancel');
	expect(bindingOf('q', ['everywhere'])?.does).toBe('quit-or-back');
	expect(bindingOf('Q', ['everywhere'])).toBeUndefined();
});

test('help has every key of the scopes it names, and read-only none that change anything', () => {
	const shown = helpSections(true).flatMap(({ bindings }) => bindings);
	expect(shown.some(({ changes }) => changes)).toBe(false);
	const all = helpSections(false).flatMap(({ bindings }) => bindings);
	const named = (keymap as readonly Binding[]).filter(({ in: scope }) => ['everywhere', 'containers'].includes(scope));
	for (const binding of named) expect(all).toContain(binding);
});

test('a run of digits is written as a range', () => {
	expect(keysText(bindingOf('5', ['everywhere'])!, false)).toBe('1-9');
	expect(keysText(bindingOf('ctrl+c', ['everywhere'])!, false)).toBe('Ctrl-C');
});
