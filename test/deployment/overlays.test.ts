import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { composeFilesFor } from '../../src/stack/overlays.ts';
import { shippedFolder } from '../../src/stack/paths.ts';
import { parseProfiles } from '../../src/stack/profiles.ts';
import { literal } from '../../src/text/clean.ts';

let folder = '';
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'aixcl-overlays-'));
	cpSync(join(shippedFolder(), 'compose'), join(folder, 'compose'), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

const docker = {
	product: 'docker',
	version: literal('24.0.7'),
	runtimes: ['runc'],
	storageDriver: 'overlay2',
	isRootless: true,
} as const;
const chosen = (facts: object, profiles = '', isHere = false) => {
	const { files, chosen: overlays } = composeFilesFor({
		folder,
		info: { ...docker, ...facts },
		isHere,
		profiles: parseProfiles(profiles, '--profile'),
	});
	expect(files.map(file => basename(file, '.yaml'))).toEqual(['compose', ...overlays]);
	for (const file of files) expect(existsSync(file), file).toBe(true);
	return overlays;
};

test('a graphics card is used where the engine can hand it out, or by a profile', () => {
	expect(chosen({})).toEqual([]);
	expect(chosen({ cdiDevices: ['nvidia.com/gpu=all'] })).toEqual(['gpu-nvidia-cdi']);
	expect(chosen({ cdiDevices: ['nvidia.com/gpu=all'] }, 'cpu')).toEqual([]);
	expect(chosen({}, 'gpu-amd,pgadmin')).toEqual(['gpu-amd']);
	expect(chosen({ runtimes: undefined }, 'gpu-nvidia')).toEqual(['gpu-nvidia']);
});

test('the engine of another machine is taken as it says it is, and nothing is read of this one', () => {
	expect(chosen({ storageDriver: 'overlayfs', isRootless: false })).toEqual([]);
	expect(chosen({ product: 'podman' })).toEqual(['podman']);
});

// In the virtual machine of a desktop product the overlays for plain Linux are left out.
const isPlainLinux = existsSync('/proc/version') && !/microsoft|linuxkit/i.test(readFileSync('/proc/version', 'utf8'));

test.runIf(isPlainLinux)("this machine's engine gets what fits it", () => {
	expect(chosen({ storageDriver: 'overlayfs' }, 'cpu', true)).toContain('containerd');
	expect(chosen({ isRootless: false }, 'cpu', true).includes('oom')).toBe(existsSync('/dev/kmsg'));
	expect(chosen({ isRootless: undefined }, 'cpu', true)).not.toContain('oom');
	expect(chosen({ product: 'podman', isRootless: false }, 'cpu', true)).toEqual(['podman']);
});

test('an engine that can looks more often at the health of what it starts', () => {
	expect(chosen({ version: '25.0.0' })).toEqual(['engine-25']);
	expect(chosen({ version: '28.5.2+dfsg4' })).toEqual(['engine-25']);
	expect(chosen({ version: '20.10.24' })).toEqual([]);
	expect(chosen({ version: '5.8.0', product: 'podman' })).toEqual(['podman']);
});

test('a profile that is not known is named', () => {
	expect(() => parseProfiles('pgadmin, gpu-nvida', '--profile')).toThrow('--profile knows no profile "gpu-nvida"');
	expect(parseProfiles(' pgadmin ,, cpu', '--profile')).toEqual(['pgadmin', 'cpu']);
});
