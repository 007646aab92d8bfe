import type { Scope } from './keys/binding.ts';
import type { Model } from './model.ts';

/** The scopes whose keys work now, the innermost first. */
export const activeScopes = ({ state }: Model): readonly Scope[] => {
	if (state.dialog?.kind === 'confirm') return ['confirm'];
	if (state.dialog?.kind === 'hosts') return ['hosts'];
	if (state.dialog !== undefined) return ['dialog'];
	if (state.prompt !== undefined) return ['prompt'];
	if (state.full === 'logs') return ['logs', 'everywhere'];
	if (state.focus === 'alerts') return ['alerts', 'everywhere'];
	return state.focus === 'containers' || state.focus === 'logs' ? ['containers', 'everywhere'] : ['everywhere'];
};
