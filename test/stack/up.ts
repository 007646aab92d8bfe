import { parseArgs } from 'node:util';
import { startRig } from './rig.ts';

const { values } = parseArgs({
	options: { containers: { type: 'string', default: '0' }, interval: { type: 'string', default: '5' } },
});

const rig = await startRig({ idleContainers: Number(values.containers), interval: Number(values.interval) });
const { host, port, database, user, password } = rig.postgresAccess;

console.log(`# ${Object.keys(rig.containers).length} containers, ${rig.generation} programs, logs in ${rig.folder}
export AIXCL_PROMETHEUS_URL=${rig.prometheusUrl}
export DOCKER_HOST=${rig.dockerHost}
export PGHOST=${host} PGPORT=${port} PGDATABASE=${database} PGUSER=${user} PGPASSWORD=${password}
# docker command of the same generation: ${rig.engineAccess.docker}
# Ctrl-C stops it.`);

// The parts run on their own; this only keeps the process, until a signal stops them.
setInterval(() => undefined, 2 ** 30);
