import { fileSystemTypes } from '../metrics/catalogue/exclusions.ts';
import { clean } from '../text/clean.ts';
import { onePerDevice } from './filesystems.ts';
import type { FileSystem, System } from './local-system.ts';
import { type Measured, measured } from './measured.ts';

const isExcluded = new RegExp(`^(${fileSystemTypes})$`);

/** The numbers of the file systems that the catalogue counts, one row a device. */
export const fileSystemNumbers = (mounted: readonly FileSystem[]): readonly Measured[] => {
	const rows = mounted
		.filter(({ type, size }) => size > 0 && !isExcluded.test(type))
		.map(({ device, mountpoint, type, ...numbers }) => ({
			...numbers,
			labels: { device: clean(device), mountpoint: clean(mountpoint), fstype: clean(type) },
		}));
	return onePerDevice(rows).flatMap(({ labels, size, used, available }) => [
		measured('host.filesystem.size_bytes', size, labels),
		measured('host.filesystem.available_bytes', available, labels),
		measured('host.filesystem.used_ratio', used / (used + available), labels),
	]);
};

export type FileSystemSampler = {
	/** The last known numbers; waits only where there are none yet, and then no longer than `patience` milliseconds. */
	read(patience: number): Promise<readonly Measured[]>;
};

const every = 10_000;
const forgottenAfter = 60_000;

/** Asks for the file systems every ten seconds at most, never twice at once, and lets nobody wait for one that hangs. */
export const createFileSystemSampler = (
	system: System,
	now: () => number = () => performance.now(),
): FileSystemSampler => {
	let known: readonly Measured[] = [];
	let knownAt = Number.NEGATIVE_INFINITY;
	let asking: Promise<void> | undefined;

	const ask = async () => {
		try {
			known = fileSystemNumbers(await system.fileSystems());
			knownAt = now();
		} catch {
			// What is known grows old and is forgotten.
		} finally {
			asking = undefined;
		}
	};

	return {
		async read(patience) {
			if (now() - knownAt >= every) asking ??= ask();
			if (now() - knownAt >= forgottenAfter && asking) {
				const { promise, resolve } = Promise.withResolvers<void>();
				const timer = setTimeout(resolve, patience);
				await Promise.race([asking, promise]);
				clearTimeout(timer);
			}
			return now() - knownAt < forgottenAfter ? known : [];
		},
	};
};
