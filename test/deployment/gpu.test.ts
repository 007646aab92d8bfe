import { expect, test } from 'vitest';
import { chooseGpu, type GpuInputs } from '../../src/stack/gpu.ts';

const docker = { product: 'docker', runtimes: ['runc'] } as const;
const toolkit = { product: 'docker', runtimes: ['runc', 'nvidia'] } as const;
const podman = { product: 'podman' } as const;
const machine = (paths: readonly string[], makers: readonly string[] = []) => ({
	exists: (path: string) => paths.includes(path),
	makers: () => makers,
});
const chosen = (info: GpuInputs['info'], look: ReturnType<typeof machine>, profiles: GpuInputs['profiles'] = []) =>
	chooseGpu({ info, isHere: true, profiles }, look);

const nvidia = '0x10de';
const driver = '/dev/nvidiactl';

test('an NVIDIA GPU is handed out by the toolkit, or by CDI', () => {
	expect(chosen(toolkit, machine([driver], [nvidia]))).toEqual({ overlay: 'gpu-nvidia' });
	expect(chosen(toolkit, machine(['/dev/dxg', '/usr/lib/wsl/lib/libcuda.so.1']))).toEqual({ overlay: 'gpu-nvidia' });
	expect(chosen({ ...docker, cdiDevices: ['nvidia.com/gpu=all'] }, machine([driver], [nvidia]))).toEqual({
		overlay: 'gpu-nvidia-cdi',
	});
	expect(chosen(podman, machine([driver, '/etc/cdi/nvidia.yaml'], [nvidia]))).toEqual({ overlay: 'gpu-nvidia-cdi' });
});

test('one that cannot be used is left alone, and why is said', () => {
	expect(chosen(docker, machine([driver], [nvidia])).whyNot?.fix).toContain('nvidia-ctk runtime configure');
	expect(chosen(podman, machine([driver], [nvidia])).whyNot?.fix).toContain('nvidia-ctk cdi generate');
	expect(chosen(toolkit, machine([], [nvidia])).whyNot?.text).toContain('driver is not loaded');
	expect(chosen(docker, machine(['/dev/dxg', '/usr/lib/wsl/lib/libcuda.so.1'])).whyNot?.fix).toContain('nvidia-ctk');
	expect(chosen(docker, machine([], ['0x1002'])).whyNot?.text).toContain('/dev/kfd');
});

test('a machine without one gets nothing and hears nothing, whatever is installed', () => {
	for (const info of [docker, toolkit, podman]) expect(chosen(info, machine([], ['0x8086']))).toEqual({});
});

test('a card of another maker below Windows is not taken for one of NVIDIA', () => {
	for (const info of [docker, toolkit]) expect(chosen(info, machine(['/dev/dxg'], ['0x1414']))).toEqual({});
});

test('of another machine only CDI tells that there is one; else it is left alone, and how to use it is said', () => {
	const there = (info: GpuInputs['info'], profiles: GpuInputs['profiles'] = []) =>
		chooseGpu({ info, isHere: false, profiles }, machine([driver], [nvidia]));
	expect(there({ ...docker, cdiDevices: ['nvidia.com/gpu=all'] })).toEqual({ overlay: 'gpu-nvidia-cdi' });
	expect(there(toolkit)).toEqual({
		whyNot: { text: expect.stringContaining('another machine'), fix: expect.stringContaining('--profile gpu-nvidia') },
	});
	expect(there(toolkit, ['gpu-nvidia'])).toEqual({ overlay: 'gpu-nvidia' });
	expect(there(docker)).toEqual({});
});

test('an AMD GPU is handed out where its driver is ready', () =>
	expect(chosen(docker, machine(['/dev/kfd'], ['0x1002']))).toEqual({ overlay: 'gpu-amd' }));

test('a profile decides, and keeps one out', () => {
	expect(chosen(docker, machine([]), ['gpu-nvidia'])).toEqual({ overlay: 'gpu-nvidia' });
	expect(chosen(podman, machine([]), ['gpu-nvidia'])).toEqual({ overlay: 'gpu-nvidia-cdi' });
	expect(chosen(toolkit, machine([driver], [nvidia]), ['gpu-amd'])).toEqual({ overlay: 'gpu-amd' });
	expect(chosen(toolkit, machine([driver], [nvidia]), ['cpu'])).toEqual({});
});
