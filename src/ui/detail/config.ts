import type { ContainerDetails } from '../../engine/details.ts';
import { formatBytes, formatCount } from '../../metrics/format.ts';
import { byText } from '../../text/order.ts';
import { fitLeft } from '../../text/width.ts';
import { wrap } from '../empty.ts';
import { paint } from '../paint.ts';
import { heading, pair, yesNo } from './pairs.ts';

const named = (
	entries: readonly { readonly name: string; readonly value: string; readonly isMasked?: boolean }[],
	width: number,
): string[] => {
	const column = Math.min(34, Math.max(8, ...entries.map(({ name }) => name.length)));
	return [...entries]
		.sort((a, b) => byText(a.name, b.name))
		.flatMap(({ name, value, isMasked }) => {
			const lines = wrap(value, Math.max(10, width - column - 2));
			// What is empty, or blank, is there all the same.
			return (lines.length === 0 ? [''] : lines).map(
				(line, index) =>
					`${paint(fitLeft(index === 0 ? name : '', column), 'cyan')}  ${isMasked ? paint(line, 'dim') : line}`,
			);
		});
};

/** How a container was made: what it runs, within which limits, with which environment. */
export const configLines = (details: ContainerDetails, width: number): string[] => [
	...pair('command', details.command, width),
	...pair('working dir', details.workingDir, width),
	...pair('user', details.user ?? 'root, or as the image says', width),
	...pair('restart policy', details.restartPolicy, width),
	...pair('log driver', details.logDriver, width),
	...pair('terminal', yesNo(details.isTty), width),
	...pair('image id', details.imageId, width),
	...heading('Limits'),
	...pair('memory', details.memoryLimit === undefined ? 'none' : formatBytes(details.memoryLimit), width),
	...pair('CPU', details.cpuLimit === undefined ? 'none' : `${formatCount(details.cpuLimit)} cores`, width),
	...pair('processes', details.pidsLimit === undefined ? 'none' : String(details.pidsLimit), width),
	...heading('Rights'),
	...pair('privileged', yesNo(details.isPrivileged), width),
	...pair('read-only root', yesNo(details.isReadOnlyRoot), width),
	...pair('cap add', details.capAdd.join(' '), width),
	...pair('cap drop', details.capDrop.join(' '), width),
	...heading('Environment'),
	...named(details.env, width),
	...heading('Labels'),
	...named(details.labels, width),
];
