import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { composeFilesFor } from '../../../src/stack/overlays.ts';
import { clean } from '../../../src/text/clean.ts';
import { type Composed, type ComposedService, composeConfig } from '../compose-config.ts';
import { baseFile, composeFolder, overlayFile, overlayNames } from '../compose-files.ts';
import { describeStack } from '../describe-parts.ts';
import { inParallel } from '../in-parallel.ts';
import { runProgram } from '../run-program.ts';

const MONITORING = [
	'alertmanager',
	'cadvisor',
	'grafana',
	'node-exporter',
	'nvidia-gpu-exporter',
	'postgres-exporter',
	'prometheus',
];
const RUNTIME = ['ollama', 'ollama-exporter', 'open-webui', 'pgadmin', 'postgres'];
// It is in the way of what runs, and as powerless as what watches.
const WATCHING = [...MONITORING, 'ollama-exporter'];
const DOCKER_ROOT = ['cadvisor'];

/** The variables of a file, and of .env.example, with the defaults they are said to have. */
const variablesIn = (text: string) =>
	[...text.matchAll(/(?<![$])[$][{]([A-Z_]+)(?::[-?]([^}]*))?[}]/g)].map(([, name = '', value = '']) => ({
		name,
		value,
	}));

const subsetsOf = ([first, ...others]: readonly string[]): readonly (readonly string[])[] => {
	if (first === undefined) return [[]];
	const rest = subsetsOf(others);
	return [...rest, ...rest.map(subset => [first, ...subset])];
};

/** Every list of overlays that aixcl can pick: Podman's, or those of Docker on all kinds of machines, and a GPU's. */
const overlayChoices = [[], ['gpu-nvidia'], ['gpu-nvidia-cdi'], ['gpu-amd'], ['ollama-direct']].flatMap(gpu =>
	[['podman'], ...subsetsOf(['engine-25', 'rslave', 'containerd', 'oom'])].map(list => [...list, ...gpu]),
);

const enginesToTry = (['docker', 'podman'] as const).flatMap(product =>
	['20.10.24', '28.5.2'].flatMap(version =>
		['overlay2', 'overlayfs'].flatMap(storageDriver =>
			[true, false].map(isRootless => ({
				...{ product, storageDriver, isRootless },
				...{ version: clean(version), runtimes: ['runc', 'nvidia'] },
			})),
		),
	),
);

describeStack('the compose files', parts => {
	let composed: Composed;
	beforeAll(async () => {
		composed = await composeConfig(parts.compose);
	});
	const each = (names: readonly string[], look: (service: ComposedService) => unknown) =>
		Object.fromEntries(names.map(name => [name, look(composed.services[name]!)]));
	const all = (names: readonly string[], value: unknown) => Object.fromEntries(names.map(name => [name, value]));

	it('name the project and the services', () => {
		expect(composed.name).toBe('aixcl');
		expect(Object.keys(composed.services).toSorted()).toEqual([...MONITORING, ...RUNTIME].toSorted());
		const named = Object.keys(composed.services);
		expect(each(named, service => service.container_name)).toEqual(Object.fromEntries(named.map(name => [name, name])));
	});

	const warnings = (overlays: readonly string[], ...profiles: readonly string[]) => {
		const files = [baseFile, ...overlays.map(overlayFile)].flatMap(file => ['--file', file]);
		const chosen = profiles.flatMap(profile => ['--profile', profile]);
		const command = ['-c', '"$0" "$@" 2>&1 >/dev/null', parts.compose, ...files, ...chosen, 'config'];
		return runProgram('sh', command, { env: { AIXCL_SECRETS: '/secrets' } });
	};

	it('are composed without a warning, alone, with every overlay and with all of them', async () => {
		for (const overlays of [[], ...overlayNames.map(name => [name]), overlayNames])
			for (const profiles of [[], ['pgadmin'], ['*']])
				expect(await warnings(overlays, ...profiles), `${overlays} ${profiles}`).toBe('');
	});

	it('are composed without a warning in every combination that aixcl picks', { timeout: 300_000 }, async () => {
		const found = new Set<string>();
		await inParallel(2, overlayChoices, async overlays => {
			found.add(overlays.join(' '));
			expect(await warnings(overlays, 'pgadmin'), overlays.join(' ')).toBe('');
		});
		expect(new Set([...found].flatMap(names => names.split(' ').filter(Boolean)))).toEqual(new Set(overlayNames));
		for (const facts of enginesToTry)
			for (const profiles of [[], ['gpu-nvidia'], ['gpu-amd'], ['cpu'], ['cpu', 'ollama-direct']] as const) {
				const { chosen } = composeFilesFor({ folder: join(composeFolder, '..'), info: facts, isHere: true, profiles });
				expect(found, JSON.stringify([facts, profiles])).toContain(chosen.join(' '));
			}
	});

	it('are not composed without a folder of secrets, and say what is missing', async () => {
		await expect(runProgram(parts.compose, ['--file', baseFile, 'config'])).rejects.toThrow(
			/AIXCL_SECRETS.*aixcl start/,
		);
	});

	it('pin every image by an exact version', () => {
		for (const { image } of Object.values(composed.services)) {
			expect(image).toMatch(/^(docker[.]io|ghcr[.]io)[/][a-z0-9/_-]+:v?\d+[.]\d+([.]\d+)?(-\w+)?$/);
		}
	});

	it('publish on the loopback address, or where they are told to', async () => {
		const addresses = ({ services }: Composed) =>
			Object.values(services).flatMap(({ ports = [] }) => ports.map(({ host_ip }) => host_ip));
		expect(new Set(addresses(composed))).toEqual(new Set(['127.0.0.1']));
		expect(new Set(addresses(await composeConfig(parts.compose, [], { AIXCL_BIND: '192.0.2.1' })))).toEqual(
			new Set(['192.0.2.1']),
		);
	});

	it('restart, rotate logs and refuse new privileges everywhere', () => {
		const names = [...MONITORING, ...RUNTIME];
		expect(each(names, service => service.restart)).toEqual(all(names, 'unless-stopped'));
		expect(each(names, service => service.security_opt?.join())).toEqual(all(names, 'no-new-privileges:true'));
		const rotated = { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '3' } };
		expect(each(names, service => service.logging)).toEqual(all(names, rotated));
		const unchecked = names.filter(name => composed.services[name]!.healthcheck === undefined);
		// Its image has no program that could ask it.
		expect(unchecked).toEqual(['nvidia-gpu-exporter']);
		expect(each(names, service => Boolean(service.privileged || service.network_mode))).toEqual(all(names, false));
	});

	it('keep what only watches small and powerless', () => {
		expect(each(WATCHING, service => service.read_only)).toEqual(all(WATCHING, true));
		expect(each(WATCHING, service => service.cap_drop)).toEqual(all(WATCHING, ['ALL']));
		expect(each(WATCHING, service => service.cap_add)).toEqual(all(WATCHING, undefined));
		for (const name of WATCHING) {
			const service = composed.services[name]!;
			expect(Number(service.mem_limit), name).toBeGreaterThan(0);
			expect(Number(service.mem_limit), name).toBeLessThanOrEqual(512 * 2 ** 20);
			expect(service.pids_limit, name).toBeGreaterThan(0);
			if (!DOCKER_ROOT.includes(name)) expect(Number.parseInt(service.user ?? '', 10), name).toBeGreaterThan(0);
			for (const volume of service.volumes ?? []) {
				if (volume.type === 'bind') expect(volume.read_only, `${name} ${volume.target}`).toBe(true);
			}
		}
	});

	it('leave the model server all the memory there is', () => {
		const { mem_limit, deploy } = composed.services.ollama!;
		expect([mem_limit, deploy]).toEqual([undefined, undefined]);
	});

	it('give every password as a file', () => {
		for (const [name, service] of Object.entries(composed.services)) {
			for (const [key, value] of Object.entries(service.environment ?? {})) {
				if (/PASS|SECRET|KEY/.test(key)) expect(value, `${name} ${key}`).toMatch(/^[/]run[/]secrets[/]/);
			}
		}
		expect(Object.values(composed.secrets).map(({ file }) => file.startsWith('/secrets/'))).not.toContain(false);
	});

	it('keep the monitoring away from what people run', () => {
		const both = Object.entries(composed.services).filter(([, { networks }]) => Object.keys(networks ?? {}).length > 1);
		expect(both.map(([name]) => name).toSorted()).toEqual(['ollama-exporter', 'postgres-exporter']);
		expect(each(RUNTIME, service => Object.keys(service.networks ?? {}).toSorted())).toEqual({
			...all(RUNTIME, ['runtime']),
			ollama: ['models'],
			'ollama-exporter': ['models', 'monitoring', 'runtime'],
		});
	});

	it('have every variable in .env.example, with its default', () => {
		const example = readFileSync(join(composeFolder, '.env.example'), 'utf8');
		const told = new Map(
			[...example.matchAll(/^#([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
		);
		const used = [baseFile, ...overlayNames.map(overlayFile)].flatMap(file => variablesIn(readFileSync(file, 'utf8')));
		const readByAixcl = ['POSTGRES_PASSWORD', 'GRAFANA_ADMIN_PASSWORD', 'COMPOSE_PROFILES'];
		expect([...told.keys()].toSorted()).toEqual(
			[...new Set([...used.map(({ name }) => name), ...readByAixcl])].toSorted(),
		);
		const ownDefault = ['AIXCL_SECRETS', 'AIXCL_ENGINE_SOCKET', 'AIXCL_TARGETS'];
		for (const { name, value } of used.filter(({ name }) => !ownDefault.includes(name))) {
			expect(told.get(name), name).toBe(value);
		}
	});

	it('ask nothing of the engine that came with Docker 25, but in the overlay for that', async () => {
		const starts = ({ services }: Composed) =>
			Object.values(services).flatMap(({ healthcheck }) => (healthcheck ? [healthcheck.start_interval] : []));
		expect(new Set(starts(composed))).toEqual(new Set([undefined]));
		expect(new Set(starts(await composeConfig(parts.compose, ['engine-25'])))).toEqual(new Set(['2s']));
	});

	describe('with an overlay', () => {
		const overlaid = async (name: string, service: string) =>
			(await composeConfig(parts.compose, [name])).services[service]!;

		it('give Ollama the GPUs', async () => {
			expect(JSON.stringify((await overlaid('gpu-nvidia', 'ollama')).deploy)).toContain('"driver":"nvidia"');
			const amd = await overlaid('gpu-amd', 'ollama');
			expect(amd.image).toBe(`${composed.services.ollama!.image}-rocm`);
			expect(amd.devices?.map(({ source }) => source)).toEqual(['/dev/kfd', '/dev/dri']);
		});

		it('let clients reach Ollama itself, at the same address', async () => {
			const direct = await overlaid('ollama-direct', 'ollama');
			const exporter = await overlaid('ollama-direct', 'ollama-exporter');
			const published = ({ ports = [] }: ComposedService) =>
				ports.map(({ published: port, target }) => `${port}:${target}`);
			expect(published(composed.services['ollama-exporter']!)).toEqual(['9778:9778', '11434:11434']);
			expect([published(direct), published(exporter)]).toEqual([['11434:11434'], ['9778:9778']]);
			expect(Object.keys(direct.networks ?? {}).toSorted()).toEqual(['models', 'runtime']);
			expect(Object.keys(exporter.networks ?? {}).toSorted()).toEqual(['models', 'monitoring']);
		});

		it('mount the root once, as a slave', async () => {
			const { volumes = [] } = await overlaid('rslave', 'node-exporter');
			expect(volumes.map(({ target, read_only, bind }) => [target, read_only, bind?.propagation])).toEqual([
				['/host', true, 'rslave'],
			]);
		});

		it('count containers killed for memory with one capability more', async () => {
			const { cap_add, cap_drop, devices, privileged } = await overlaid('oom', 'cadvisor');
			expect([cap_add, cap_drop, privileged]).toEqual([['SYSLOG'], ['ALL'], undefined]);
			expect(devices?.map(({ source, permissions }) => `${source} ${permissions}`)).toEqual(['/dev/kmsg r']);
		});

		it('reach containerd and Podman', async () => {
			const targets = async (name: string) =>
				((await overlaid(name, 'cadvisor')).volumes ?? []).map(({ source, target }) => `${source} ${target}`);
			expect(await targets('containerd')).toContain('/run/containerd /run/containerd');
			expect(await targets('podman')).toContain('/run/podman/podman.sock /var/run/podman/podman.sock');
			expect((await overlaid('podman', 'cadvisor')).command).toContain('--podman=unix:///var/run/podman/podman.sock');
		});
	});
});
