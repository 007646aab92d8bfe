import { existsSync, readFileSync } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';

/**
 * Has the kernel count what containers transfer to and from the disk of a path. With version 1 of control groups it
 * counts, on a disk without a scheduler that does, only once some group has a limit: this one gets a limit that it
 * never reaches. With version 2 it always counts.
 */
export async function countTransfers(containerId: string, path: string): Promise<void> {
	const group = `/sys/fs/cgroup/blkio/docker/${containerId}`;
	if (!existsSync(group)) return;
	const { dev } = await stat(path);
	const device = `/sys/dev/block/${(dev >> 8) & 0xfff}:${(dev & 0xff) | ((dev >> 12) & 0xfff00)}`;
	const disk = existsSync(`${device}/partition`) ? `${device}/../dev` : `${device}/dev`;
	await writeFile(`${group}/blkio.throttle.read_bps_device`, `${readFileSync(disk, 'utf8').trim()} ${10 ** 15}`);
}
