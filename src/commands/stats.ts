import type { Run } from './command.ts';

/** What `aixcl top` does; the name is kept for those who know it. */
export const runStats: Run = async invocation => {
	await invocation.tell('aixcl: stats is deprecated and will go: use aixcl top.\n');
	const { runTop } = await import('./top/top.ts');
	return runTop(invocation);
};
