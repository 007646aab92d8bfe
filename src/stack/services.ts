/** A variable that sets a published port, and the port without it. */
export type PortVariable = { readonly variable: string; readonly default: number };

/** One service of the shipped compose file; its container has the same name. */
export type Service = {
	readonly name: string;
	readonly title: string;
	/** What it is for: the models themselves, or watching them. */
	readonly role: 'runtime' | 'monitoring';
	readonly port: PortVariable;
	/** Answers with a status below 400 when the service is well; absent where it does not speak HTTP. */
	readonly healthPath: string | undefined;
	/** Whether there is something in it for a browser. */
	readonly hasPage: boolean;
	/** Starts only with this profile. */
	readonly profile: string | undefined;
	/** The services that compose starts before it. */
	readonly needs: readonly string[];
};

const service = (
	name: string,
	title: string,
	role: Service['role'],
	[variable, port]: readonly [string, number],
	rest: Partial<Pick<Service, 'healthPath' | 'hasPage' | 'profile' | 'needs'>>,
): Service => ({
	name,
	title,
	role,
	port: { variable, default: port },
	healthPath: undefined,
	hasPage: false,
	profile: undefined,
	needs: [],
	...rest,
});

/** The services of the stack, in the order in which they are shown. */
export const services: readonly Service[] = [
	service('ollama', 'Ollama', 'runtime', ['OLLAMA_PORT', 11434], {
		healthPath: '/api/version',
		needs: ['ollama-exporter'],
	}),
	// Ollama is reached through it: it stays where the monitoring is removed.
	service('ollama-exporter', 'Ollama exporter', 'runtime', ['OLLAMA_EXPORTER_PORT', 9778], {
		healthPath: '/-/healthy',
	}),
	service('open-webui', 'Open WebUI', 'runtime', ['OPEN_WEBUI_PORT', 8080], {
		healthPath: '/health',
		hasPage: true,
		needs: ['ollama', 'ollama-exporter', 'postgres'],
	}),
	service('postgres', 'PostgreSQL', 'runtime', ['POSTGRES_PORT', 5432], {}),
	service('pgadmin', 'pgAdmin', 'runtime', ['PGADMIN_PORT', 5050], {
		healthPath: '/misc/ping',
		hasPage: true,
		profile: 'pgadmin',
		needs: ['postgres'],
	}),
	service('prometheus', 'Prometheus', 'monitoring', ['PROMETHEUS_PORT', 9090], {
		healthPath: '/-/ready',
		hasPage: true,
		needs: ['node-exporter', 'cadvisor', 'alertmanager'],
	}),
	service('grafana', 'Grafana', 'monitoring', ['GRAFANA_PORT', 3000], {
		healthPath: '/api/health',
		hasPage: true,
		needs: ['prometheus'],
	}),
	service('node-exporter', 'node_exporter', 'monitoring', ['NODE_EXPORTER_PORT', 9100], { healthPath: '/' }),
	service('cadvisor', 'cAdvisor', 'monitoring', ['CADVISOR_PORT', 8081], { healthPath: '/healthz' }),
	service('postgres-exporter', 'postgres_exporter', 'monitoring', ['POSTGRES_EXPORTER_PORT', 9187], {
		healthPath: '/',
		needs: ['postgres'],
	}),
	service('nvidia-gpu-exporter', 'nvidia_gpu_exporter', 'monitoring', ['NVIDIA_GPU_EXPORTER_PORT', 9835], {
		healthPath: '/',
		profile: 'gpu-nvidia',
	}),
	service('alertmanager', 'Alertmanager', 'monitoring', ['ALERTMANAGER_PORT', 9093], {
		healthPath: '/-/ready',
		hasPage: true,
	}),
];

export const serviceNames: readonly string[] = services.map(({ name }) => name);

/** These services and all that they need. */
export const withNeeds = (names: readonly string[]): readonly Service[] => {
	const wanted = new Set(names);
	for (const name of wanted)
		for (const need of services.find(each => each.name === name)?.needs ?? []) wanted.add(need);
	return services.filter(({ name }) => wanted.has(name));
};

/** The name of the compose project. */
export const projectName = 'aixcl';
