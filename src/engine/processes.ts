import { clean } from '../text/clean.ts';
import type { Client } from './client.ts';
import type { ProcessTable } from './details.ts';
import { explainNotRunning } from './explain-conflict.ts';
import { listAt, textsAt } from './json-at.ts';
import { cleanMasked } from './secret-values.ts';

const mostRows = 2000;

// By itself Podman runs `ps` in the container, which may have none, and hands on its lines uncut; these columns it fills
// itself, as `podman top` does.
const podmanColumns = 'user,pid,ppid,pcpu,etime,tty,time,args';

/** What runs in a container, in the columns its engine chooses. Secrets in command lines are masked. */
export const readProcesses = async (
	client: Client,
	id: string,
	{ signal, deadline }: { readonly signal: AbortSignal; readonly deadline: number },
): Promise<ProcessTable> => {
	const options = { signal, ms: deadline };
	try {
		const { product } = await client.negotiated(options);
		const columns = product === 'podman' ? { ps_args: podmanColumns } : {};
		return parseProcesses(
			await client.call((docker, abortSignal) => docker.getContainer(id).top({ abortSignal, ...columns }), options),
		);
	} catch (error) {
		throw explainNotRunning(error, 'so it has no processes');
	}
};

/** Reads the answer of `/containers/ID/top`; a row has as many cells as there are titles. */
export const parseProcesses = (json: unknown): ProcessTable => {
	const titles = textsAt(json, 'Titles').map(title => clean(title, 32));
	return {
		titles,
		rows: listAt(json, 'Processes')
			.slice(0, mostRows)
			.map(row => titles.map((_, index) => cellOf(Array.isArray(row) ? row[index] : undefined))),
	};
};

const cellOf = (cell: unknown) => cleanMasked(typeof cell === 'string' ? cell : '', 1000);
