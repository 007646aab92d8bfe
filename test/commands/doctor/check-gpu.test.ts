import { expect, it } from 'vitest';
import { checkGpu } from '../../../src/commands/doctor/check-gpu.ts';
import { composeFilePath } from '../../../src/stack/paths.ts';
import { madeEnv, running } from './made-status.ts';

const docker = { product: 'docker', version: '28.5', runtimes: ['runc'] } as const;
const toolkit = { ...docker, runtimes: ['runc', 'nvidia'] };
const cdi = { ...docker, cdiDevices: ['nvidia.com/gpu=all'] };
const machine = (paths: readonly string[], ...makers: readonly string[]) => ({
	exists: (path: string) => paths.includes(path),
	makers: () => makers,
});
const [nvidia, amd, driver] = ['0x10de', '0x1002', '/dev/nvidiactl'];

const checks = (
	info: object,
	look: ReturnType<typeof machine>,
	{ profiles = '', isHere = true, services = [] as ReturnType<typeof running>[] } = {},
) => {
	const stack = { info: info as never, isHere, stackEnv: madeEnv(profiles), composeFile: composeFilePath() };
	return checkGpu(stack, services, look).map(({ id, verdict, text, fix }) => [id, verdict, `${text} -> ${fix ?? ''}`]);
};

it.each([
	['the toolkit', toolkit, machine([driver!], nvidia!), /by the NVIDIA Container Toolkit \(gpu-nvidia\)/],
	['CDI', cdi, machine([driver!], nvidia!), /by CDI \(gpu-nvidia-cdi\)/],
	['the devices of AMD', docker, machine(['/dev/kfd'], amd!), /by its devices .*\(gpu-amd\)/],
])('a GPU that %s hands out is well, with the overlay that start picks', (_, info, look, text) =>
	expect(checks(info, look)).toEqual([['gpu', 'pass', expect.stringMatching(text)]]),
);

it.each([
	['the engine', docker, machine([driver!], nvidia!), /cannot hand it to containers.* -> install the NVIDIA Container/],
	['Podman', { product: 'podman' }, machine([driver!], nvidia!), / -> .*nvidia-ctk cdi generate/],
	['the driver', toolkit, machine([], nvidia!), /driver is not loaded.* -> nvidia-smi says/],
	['AMD\u2019s driver', docker, machine([], amd!), /gives no \/dev\/kfd.* -> load amdgpu/],
])('one that is kept back by %s is a warning, with what to do', (_, info, look, text) =>
	expect(checks(info, look)).toEqual([['gpu', 'warn', expect.stringMatching(text)]]),
);

it.each([
	['without one', machine([], '0x8086'), {}, /no NVIDIA or AMD GPU here/],
	['that is elsewhere', machine([driver!], nvidia!), { isHere: false }, /another machine/],
	['whose profile is cpu', machine([driver!], nvidia!), { profiles: 'cpu' }, /profile cpu/],
])('a machine %s has nothing to warn of', (_, look, more, text) =>
	expect(checks(toolkit, look, more)).toEqual([['gpu', 'n.a.', expect.stringMatching(text)]]),
);

it('an Ollama that was started before its GPU could be handed out is told', () => {
	const look = machine([driver!], nvidia!);
	expect(checks(toolkit, look, { services: [running('ollama')] })[1]).toEqual([
		...['gpu.ollama', 'warn', 'Ollama was started without the GPU, and nothing tells of it -> aixcl start'],
	]);
	expect(checks(toolkit, look, { services: [running('ollama'), running('nvidia-gpu-exporter')] })).toHaveLength(1);
});
