import type { Container, ContainerAction } from '../engine/container.ts';
import { consequencesOf } from './containers/consequences.ts';
import { orderFor } from './containers/order.ts';
import type { Model } from './model.ts';
import type { Dialog, Question } from './state.ts';

/** A dialog is safe to answer only when it has been seen: keys typed before that were meant for something else. */
export const armingDelay = 300;

/** The question whether to do it to these containers. */
export const ask = (
	model: Model,
	action: ContainerAction,
	containers: readonly Container[],
	signal?: string,
): Dialog => ({
	kind: 'confirm',
	question: {
		action,
		...(signal === undefined ? {} : { signal }),
		targets: orderFor(action, containers).map(({ id, name }) => ({ id, name })),
		lines: consequencesOf(model, { action, signal }, containers),
		typed: action === 'remove' ? '' : undefined,
		button: 'cancel',
		armedAt: Number.POSITIVE_INFINITY,
	},
});

type Asked = Pick<Question, 'targets'>;

// Each question has a list of targets of its own, which it keeps: a second one about the same container is another one.
const isSame = (question: Question, { targets }: Asked): boolean => question.targets === targets;

/** The dialog once its frame has been drawn at this time; another one, or none, stays as it is. */
export const armed = (dialog: Dialog | undefined, asked: Asked, drawnAt: number): Dialog | undefined =>
	dialog?.kind === 'confirm' && isSame(dialog.question, asked) && dialog.question.armedAt === Number.POSITIVE_INFINITY
		? { ...dialog, question: { ...dialog.question, armedAt: drawnAt + armingDelay } }
		: dialog;

/** The dialog with further sentences, if it is still the one that they are about. */
export const informed = (dialog: Dialog | undefined, asked: Asked, lines: readonly string[]): Dialog | undefined =>
	dialog?.kind === 'confirm' && isSame(dialog.question, asked)
		? { ...dialog, question: { ...dialog.question, lines: [...dialog.question.lines, ...lines] } }
		: dialog;

/** The word that has to be typed: a container's name, or how many they are. */
export const wordOf = ({ targets }: Question): string =>
	targets.length === 1 ? targets[0]!.name : String(targets.length);

/** Whether it may be confirmed as far as what has to be typed goes. */
export const isTyped = (question: Question): boolean =>
	question.typed === undefined || question.typed === wordOf(question);

/** What S asks for: stop what runs, start what does not. */
export const startOrStop = ({ state }: Container): ContainerAction =>
	state === 'running' || state === 'paused' || state === 'restarting' ? 'stop' : 'start';
