import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeStack } from '../describe-parts.ts';
import { type StackEngine, startStackEngine } from '../shipped-stack.ts';
import { findStackParts } from '../stack-parts.ts';
import { waitUntil } from '../wait-until.ts';

// The older engine cannot keep its images in containerd.
describeStack('an engine that keeps its images in containerd', () => {
	let stack: StackEngine;
	beforeAll(async () => {
		const { parts, missing } = findStackParts('sid');
		if (!parts) throw new Error(missing);
		stack = await startStackEngine(parts, { hasContainerdStore: true });
		await stack.compose('up', '--detach', '--wait', 'cadvisor', 'node-exporter');
	});
	afterAll(() => stack?.stop());

	it('has containers with names for cAdvisor, by the overlay', async () => {
		expect(await stack.docker('info', '--format', '{{.Driver}}')).toBe('overlayfs');
		const names = async () => {
			const text = await (await fetch(`${stack.ports.url(8081)}/metrics`)).text();
			return [...text.matchAll(/^container_last_seen[{].*,name="([^"]+)"/gm)].map(([, name]) => name).toSorted();
		};
		await waitUntil(async () => (await names()).length === 2, { what: 'both containers', seconds: 20 });
		expect(await names()).toEqual(['cadvisor', 'node-exporter']);
	});
});
