import { fakeContainer } from '../../../support/fake-container.ts';
import type { Random } from '../../../terminal/random.ts';
import type { World } from '../world/world.ts';

let born = 1000;

/** One container goes and another comes, with the events of both. */
const replace = ({ engine }: World, random: Random) => {
	const index = random.below(engine.containers.length);
	const old = engine.containers[index]!;
	born++;
	const young = fakeContainer(born, { log: old.log, labels: old.labels });
	engine.containers[index] = young;
	const attributes = { name: old.name, image: old.image };
	engine.emit('die', old.id, { attributes: { ...attributes, exitCode: '137' } });
	engine.emit('destroy', old.id, { attributes });
	engine.emit('create', young.id, { attributes: { ...attributes, name: young.name } });
	engine.emit('start', young.id, { attributes: { ...attributes, name: young.name } });
};

const restart = ({ engine }: World, random: Random) => {
	const one = random.pick(engine.containers);
	one.restartCount++;
	one.startedAt = new Date().toISOString();
	const attributes = { name: one.name, image: one.image, exitCode: '1' };
	engine.emit('die', one.id, { attributes, pieces: 3 });
	engine.emit('start', one.id, { attributes });
};

type Fault = (world: World, random: Random) => void;

/** What goes wrong around the program; `heal` ends it. */
const faults: readonly Fault[] = [
	replace,
	replace,
	restart,
	world => {
		world.fault = response => {
			response.writeHead(503, { 'content-type': 'text/plain' }).end('Service Unavailable');
			return true;
		};
	},
	world => {
		world.fault = response => {
			response.destroy();
			return true;
		};
	},
	world => {
		world.fault = response => {
			response.writeHead(200, { 'content-type': 'application/json' }).write('{"status":"success","data":{"resultT');
			setTimeout(() => response.destroy(), 20);
			return true;
		};
	},
	world => {
		// It never answers: the deadline ends it.
		world.fault = () => true;
	},
	world => {
		world.fault = response => {
			response.writeHead(401).end('no');
			return true;
		};
	},
	({ engine }) => engine.cut(),
	({ engine }) => {
		engine.answer = (_, response) => {
			response.writeHead(500, { 'content-type': 'application/json' }).end('{"message":"no"}');
			return true;
		};
		engine.cut();
	},
	({ engine }) => {
		engine.answer = (request, response) => {
			if (!request.url?.includes('/events')) return false;
			response.destroy();
			return true;
		};
		engine.cut();
	},
	({ engine }) => {
		engine.answer = () => true;
	},
];

export const bringAbout: Fault = (world, random) => random.pick(faults)(world, random);

export const heal = (world: World): void => {
	world.fault = () => false;
	world.engine.answer = () => false;
	// What was never answered is not waited for.
	world.engine.cut();
};
