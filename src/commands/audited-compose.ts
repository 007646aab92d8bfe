import type { Audit, Deed } from '../audit/audit.ts';
import type { Compose } from '../engine/compose.ts';
import type { Container } from '../engine/container.ts';
import { type Clean, clean } from '../text/clean.ts';

type Options = {
	readonly audit: Audit;
	readonly endpoint: Clean;
	/** The containers of the project. */
	list(): Promise<readonly Container[]>;
};

type Difference = { readonly action: string; readonly container: Container };

const isOn = ({ state }: Container) => state === 'running' || state === 'restarting' || state === 'paused';

/** What became of the containers between two looks; each by its ID. */
export const differences = (before: readonly Container[], after: readonly Container[]): readonly Difference[] => {
	const old = new Map(before.map(container => [container.id, container]));
	const left = new Set(after.map(({ id }) => id));
	return [
		...before.filter(({ id }) => !left.has(id)).map(container => ({ action: 'remove', container })),
		...after.flatMap(container => {
			const was = old.get(container.id);
			if (!was) return [{ action: isOn(container) ? 'create and start' : 'create', container }];
			if (!isOn(container)) return isOn(was) ? [{ action: 'stop', container }] : [];
			return isOn(was) && was.startedAt === container.startedAt ? [] : [{ action: 'start', container }];
		}),
	];
};

/** The same compose, with what it does to containers and volumes recorded: compose itself does not tell which those are. */
export const withComposeAudit = (compose: Compose, { audit, endpoint, list }: Options): Compose => {
	const deed = (action: string, container: string, id?: string): Deed => ({
		endpoint,
		action: clean(action, 40),
		detail: undefined,
		container: clean(container, 256),
		id: id === undefined ? undefined : clean(id, 64),
	});

	const recorded = async (what: Deed, work: () => Promise<void>): Promise<void> => {
		const end = audit.begin(what);
		try {
			await work();
		} catch (error) {
			await end({ error: error ?? 'unknown' });
			throw error;
		}
		await end({});
	};

	return {
		...compose,
		async change(args, output) {
			const [command = ''] = args;
			if (command === 'exec') return compose.change(args, output);
			const names = args.slice(1).filter(word => !word.startsWith('-'));
			const before = await list();
			try {
				await recorded(deed(`compose ${command}`, names.join(', ') || 'the stack'), () => compose.change(args, output));
			} finally {
				const after = await list().catch(() => before);
				for (const { action, container } of differences(before, after))
					await audit.begin(deed(action, container.name, container.id))({});
			}
		},
		engine: args => recorded(deed(args.slice(0, 2).join(' '), args.at(-1) ?? ''), () => compose.engine(args)),
	};
};
