/** What can be done to a model: give its memory back, or load it and keep it until it is told otherwise. */
export type ModelAction = 'unload' | 'keep warm';

export const modelActions: readonly ModelAction[] = ['unload', 'keep warm'];

/** Whether something that is asked for is done to a model. */
export const isModelAction = (action: string): action is ModelAction =>
	(modelActions as readonly string[]).includes(action);
