import type { Container, ContainerAction } from '../engine/container.ts';
import type { Dialog } from './state.ts';

/** A dialog is safe to answer only when it has been seen: keys typed before that were meant for something else. */
export const armingDelay = 300;

export const ask = (action: ContainerAction, { id, name }: Container): Dialog => ({
	kind: 'confirm',
	question: { action, id, name, button: 'cancel', armedAt: Number.POSITIVE_INFINITY },
});

/** The dialog once its frame has been drawn at this time; another one, or none, stays as it is. */
export const armed = (dialog: Dialog | undefined, id: string, drawnAt: number): Dialog | undefined =>
	dialog?.kind === 'confirm' && dialog.question.id === id && dialog.question.armedAt === Number.POSITIVE_INFINITY
		? { ...dialog, question: { ...dialog.question, armedAt: drawnAt + armingDelay } }
		: dialog;

/** What S asks for: stop what runs, start what does not. */
export const startOrStop = ({ state }: Container): ContainerAction =>
	state === 'running' || state === 'paused' || state === 'restarting' ? 'stop' : 'start';

/** The consequence, in words. */
export const consequence: Readonly<Record<ContainerAction, string>> = {
	start: 'It is started as it was created.',
	stop: 'It is asked to end, and killed after 10 s if it has not. What uses it loses it.',
	restart: 'It is stopped and started again. What uses it loses it meanwhile.',
	pause: 'It stands still until it is unpaused. What uses it waits.',
	unpause: 'It goes on where it stood still.',
	kill: 'It ends at once and cannot save its work. What uses it loses it.',
	remove: 'It is gone, with what it wrote outside its volumes; the volumes stay.',
};
