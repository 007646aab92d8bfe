import type { Scope } from './keys/binding.ts';
import type { Model } from './model.ts';
import type { PanelId } from './panel-id.ts';

const ofPanel: Readonly<Partial<Record<PanelId, readonly Scope[]>>> = {
	containers: ['containers', 'everywhere'],
	logs: ['containers', 'everywhere'],
	detail: ['detail', 'containers', 'everywhere'],
	alerts: ['alerts', 'everywhere'],
	changes: ['changes', 'everywhere'],
	llm: ['llm', 'everywhere'],
};

/** The scopes whose keys work now, the innermost first. */
export const activeScopes = ({ state }: Model): readonly Scope[] => {
	const { dialog, prompt, focus, full } = state;
	if (dialog?.kind === 'confirm') return [dialog.question.typed === undefined ? 'confirm' : 'confirm-name'];
	if (dialog?.kind === 'menu') return ['menu'];
	if (dialog?.kind === 'help') return ['help', 'dialog'];
	if (dialog !== undefined) return ['dialog'];
	if (prompt !== undefined) return ['prompt'];
	if (full === 'logs') return ['logs', 'everywhere'];
	return ofPanel[focus] ?? ['everywhere'];
};
