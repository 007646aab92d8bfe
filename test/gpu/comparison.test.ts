import { expect, test } from 'vitest';
import { nvidiaNumbers, queryFields } from '../../src/sources/gpu/nvidia-numbers.ts';
import { compare, fields, texts } from './comparison.ts';

const uuid = 'GPU-11111111-2222-3333-4444-555555555555';
const facts: Readonly<Record<string, string>> = {
	index: '0',
	uuid,
	name: 'NVIDIA L4',
	driver_version: '580.95.05',
	'memory.total': '23034',
	'memory.used': '20207',
	'temperature.gpu': '61',
	'power.draw': '67.81',
	'enforced.power.limit': '72.00',
	'utilization.gpu': '93',
	'utilization.encoder': '7',
	'utilization.decoder': '0',
	'fan.speed': '[N/A]',
	'clocks.current.sm': '2040',
	'clocks.current.memory': '6251',
	pstate: 'P0',
};
const told = (changed: Readonly<Record<string, string>> = {}, processes = `${uuid}, 4242, 8090\n`) => ({
	devices: ['index', ...texts, ...fields.map(([field]) => field)]
		.map(name => ({ ...facts, ...changed })[name])
		.join(', '),
	processes,
});

const units: Readonly<Record<string, string>> = {
	'memory.total': 'MiB',
	'memory.used': 'MiB',
	'power.draw': 'W',
	'enforced.power.limit': 'W',
	'clocks.current.sm': 'MHz',
	'clocks.current.memory': 'MHz',
};
const asked = queryFields(false).split(',');
const read = (changed: Readonly<Record<string, string>> = {}, memory = '8090 MiB', cuda = '13.0') =>
	nvidiaNumbers(
		`${asked.join(', ')}\n${asked.map(name => `${{ ...facts, ...changed }[name]} ${units[name] ?? (name.startsWith('utilization') ? '%' : '')}`.trim()).join(', ')}\n`,
		`gpu_uuid, pid, used_gpu_memory [MiB], process_name\n${uuid}, 4242, ${memory}, llama-server\n`,
		cuda,
	);

const wrong = (...sides: Parameters<typeof compare>) =>
	compare(...sides)
		.filter(({ same }) => !same)
		.map(({ field }) => field);

test('what is the same is found to be the same, in every field', () => {
	const rows = compare(told(), told(), '13.0', read());
	expect(rows.filter(({ same }) => !same)).toEqual([]);
	expect(rows.map(({ field }) => field)).toEqual([
		...[...texts, 'CUDA'],
		...fields.map(([field]) => field),
		'process 4242',
	]);
});

test.each([
	['uuid', { uuid: 'GPU-99999999-2222-3333-4444-555555555555' }],
	['name', { name: 'NVIDIA A2' }],
	['driver_version', { driver_version: '570.1' }],
	['memory.total', { 'memory.total': '23033' }],
	['memory.used', { 'memory.used': '19000' }],
	['temperature.gpu', { 'temperature.gpu': '66' }],
	['power.draw', { 'power.draw': '6.78' }],
	['enforced.power.limit', { 'enforced.power.limit': '75.00' }],
	['utilization.gpu', { 'utilization.gpu': '50' }],
	['utilization.encoder', { 'utilization.encoder': '70' }],
	['utilization.decoder', { 'utilization.decoder': '[N/A]' }],
	['fan.speed', { 'fan.speed': '0 %' }],
	['clocks.current.sm', { 'clocks.current.sm': '210' }],
	['clocks.current.memory', { 'clocks.current.memory': '6250' }],
	['pstate', { pstate: 'P1' }],
] as const)('a %s that is another is found', (field, changed) =>
	expect(wrong(told(), told(), '13.0', read(changed))).toContain(field),
);

test('another version of CUDA, another memory of a process and one that nobody else knows are found', () => {
	expect(wrong(told(), told(), '12.4', read())).toEqual(['CUDA']);
	expect(wrong(told(), told(), '13.0', read({}, '2000 MiB'))).toEqual(['process 4242']);
	expect(wrong(told(), told(), '13.0', read({}, '[N/A]'))).toEqual(['process 4242']);
	const other = `${uuid}, 77, 8090\n`;
	expect(wrong(told({}, other), told({}, other), '13.0', read())).toEqual(['process 77', 'process 4242']);
});

test('what changed meanwhile may be anything between, and a process may begin or end', () => {
	const idle = told({ pstate: 'P8', 'clocks.current.memory': '405', 'utilization.gpu': '0' }, '');
	expect(wrong(idle, told(), '13.0', read({ pstate: 'P5', 'utilization.gpu': '40' }))).toEqual([]);
	expect(wrong(idle, told({}, `${uuid}, 9, 1\n${uuid}, 4242, 8090\n`), '13.0', read())).toEqual([]);
});
