import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { requireRoom, roomFor } from '../../src/stack/disk.ts';

test('what is free is what the file system says, and what cannot be asked is left out', async () => {
	const rooms = await roomFor('/nonexistent/of/another/machine', tmpdir());
	expect(rooms.map(({ folder }) => folder)).toEqual([tmpdir()]);
	const { bavail, bsize } = statfsSync(tmpdir());
	expect(Math.abs(rooms[0]!.free - bavail * bsize)).toBeLessThan(2 ** 30);
	expect(await roomFor(tmpdir(), tmpdir())).toHaveLength(2);
});

test('too little is named with its folder', () => {
	const room = { folder: '/var/lib/docker', needed: 2 ** 31, wished: 2 ** 33 };
	expect(() => requireRoom([{ ...room, free: 2 ** 31 }])).not.toThrow();
	expect(() => requireRoom([{ ...room, free: 2 ** 30 }])).toThrow(
		'Only 1.00 GiB are free in /var/lib/docker, and 2.00 GiB are needed at least',
	);
});
