import type { ContainerDetails } from '../../engine/details.ts';
import { fitLeft } from '../../text/width.ts';
import { paint } from '../paint.ts';

/** What is mounted where. */
export const mountLines = ({ mounts }: ContainerDetails, width: number): string[] => {
	if (mounts.length === 0) return [paint('Nothing is mounted: all it writes goes with the container.', 'dim')];
	const room = Math.max(10, Math.floor((width - 22) / 2));
	const line = (type: string, mode: string, target: string, source: string) =>
		`${fitLeft(type, 8)}  ${fitLeft(mode, 4)}  ${fitLeft(target, room)}  ${fitLeft(source, room)}`;
	return [
		paint(line('TYPE', 'MODE', 'IN THE CONTAINER', 'FROM'), 'dim'),
		...mounts.map(({ type, isReadOnly, target, source }) => line(type, isReadOnly ? 'ro' : 'rw', target, source)),
	];
};
