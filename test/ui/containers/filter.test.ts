import { expect, test } from 'vitest';
import { clean, literal } from '../../../src/text/clean.ts';
import { dependentsOf } from '../../../src/ui/containers/dependents.ts';
import { parseFilter } from '../../../src/ui/containers/filter.ts';
import { groupRows } from '../../../src/ui/containers/groups.ts';
import { orderFor } from '../../../src/ui/containers/order.ts';
import { madeContainer, madeContainers } from '../../support/made-model.ts';

const port = (hostPort: number) => ({
	hostIp: undefined,
	hostPort,
	containerPort: 80,
	protocol: literal('tcp'),
});
const all = [
	madeContainer(1, 'web', { ports: [port(8080)], networks: [literal('front')] }),
	madeContainer(2, 'db', { health: 'unhealthy', project: literal('other') }),
	madeContainer(4, 'api', { health: 'healthy', project: literal('other'), service: literal('front') }),
	madeContainer(3, 'job', { state: 'exited', exitCode: 1 }),
];
const names = (filter: string) => all.filter(parseFilter(filter) ?? (() => true)).map(({ name }) => name);

test.each([
	['', ['web', 'db', 'api', 'job']],
	['WEB', ['web']],
	['!web', ['db', 'api', 'job']],
	['state:exited', ['job']],
	['!state:running', ['job']],
	['state:exit', ['job']],
	['health:unhealthy', ['db']],
	['health:healthy', ['api']],
	['!health:healthy', ['web', 'db', 'job']],
	['health:none state:running', ['web']],
	['project:other', ['db', 'api']],
	['project:other service:front', ['api']],
	['port:8080', ['web']],
	['port:80', ['web']],
	['port:8', []],
	['network:front', ['web']],
	['image:registry.example/db', ['db']],
	['!', ['web', 'db', 'api', 'job']],
	['state:', ['web', 'db', 'api', 'job']],
	['nonsense:web', []],
])('the filter %j leaves %j', (filter, expected) => {
	expect(names(filter)).toEqual(expected);
});

test('an ID is found by its beginning', () => {
	expect(names(`id:${all[1]!.id.slice(0, 12)}`)).toEqual(['db']);
});

test('our own project comes first, then the others by name, then what has none', () => {
	const row = (number: number, name: string, project: string | undefined) => ({
		container: madeContainer(number, name, { project: project === undefined ? undefined : clean(project) }),
		usage: undefined,
		cores: undefined,
		acting: undefined,
		isLooping: false,
		isInTrouble: false,
		isAtRest: false,
	});
	const groups = groupRows(
		[row(1, 'a', undefined), row(2, 'b', 'zoo'), row(3, 'c', 'aixcl'), row(4, 'd', 'bar'), row(5, 'e', 'zoo')],
		'aixcl',
	);
	expect(groups.map(({ project, rows }) => `${project}: ${rows.map(({ container }) => container.name)}`)).toEqual([
		'aixcl: c',
		'bar: d',
		'zoo: b,e',
		'undefined: a',
	]);
});

const depending = (number: number, name: string, ...services: readonly string[]) =>
	madeContainer(number, name, {
		dependsOn: services.map(service => ({ service: clean(service), condition: literal('service_started') })),
	});

test('what others depend on is started first and stopped last', () => {
	const stack = [
		depending(1, 'webui', 'ollama', 'postgres'),
		depending(2, 'exporter', 'postgres'),
		madeContainers[2]!,
		depending(4, 'ollama'),
	];
	expect(orderFor('restart', stack).map(({ name }) => name)).toEqual(['ollama', 'postgres', 'webui', 'exporter']);
	expect(orderFor('stop', stack).map(({ name }) => name)).toEqual(['exporter', 'webui', 'postgres', 'ollama']);
	const circle = [depending(1, 'a', 'b'), depending(2, 'b', 'a')];
	expect(orderFor('start', circle).map(({ name }) => name)).toEqual(['b', 'a']);
});

test('what depends on a container is found, through others too, in its own project only', () => {
	const stack = [
		madeContainers[2]!,
		depending(10, 'webui', 'postgres'),
		depending(11, 'proxy', 'webui'),
		madeContainer(12, 'stranger', {
			project: literal('other'),
			dependsOn: [{ service: literal('postgres'), condition: literal('service_started') }],
		}),
	];
	expect(dependentsOf([stack[0]!], stack)).toEqual(['webui', 'proxy']);
});
