import { expect, it } from 'vitest';
import { projectName, services } from '../../../src/stack/services.ts';
import { composeConfig } from '../compose-config.ts';
import { describeStack } from '../describe-parts.ts';

type Depending = { readonly depends_on?: Readonly<Record<string, unknown>> };

describeStack('the registry of services', parts => {
	it('says what compose understands of the shipped file', async () => {
		const composed = await composeConfig(parts.compose);
		// The exporter has Ollama's address, and publishes it in its place.
		const [first, ollama] = (composed.services['ollama-exporter']?.ports ?? []).map(({ published }) =>
			Number(published),
		);
		const publishedBy = (name: string) => {
			if (name === 'ollama') return Math.max(first!, ollama!);
			if (name === 'ollama-exporter') return Math.min(first!, ollama!);
			return Number(composed.services[name]?.ports?.[0]?.published);
		};
		const understood = Object.entries(composed.services).map(([name, service]) => ({
			name,
			container: service.container_name,
			port: publishedBy(name),
			profile: service.profiles?.[0],
			needs: Object.keys((service as Depending).depends_on ?? {}).toSorted(),
		}));
		const registered = services.map(({ name, port, profile, needs }) => ({
			...{ name, container: name, port: port.default, profile },
			needs: needs.toSorted(),
		}));
		const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);
		expect(registered.toSorted(byName)).toEqual(understood.toSorted(byName));
		expect(composed.name).toBe(projectName);
	});
});
