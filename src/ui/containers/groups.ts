import { byText } from '../../text/order.ts';
import type { Row } from './columns.ts';

/** Rows of one compose project; containers of no project come last, without a name. */
export type Group = { readonly project: string | undefined; readonly rows: readonly Row[] };

const rankOf = (project: string | undefined, first: string): number =>
	project === first ? 0 : project === undefined ? 2 : 1;

/** Rows by compose project, each in the order given: our own stack first, then the others by name. */
export const groupRows = (rows: readonly Row[], first: string): readonly Group[] => {
	const groups = Map.groupBy(rows, ({ container }) => container.project);
	return [...groups]
		.map(([project, rows]) => ({ project, rows }))
		.sort((a, b) => rankOf(a.project, first) - rankOf(b.project, first) || byText(a.project ?? '', b.project ?? ''));
};
