import type { Config } from '../../config/config.ts';
import { createLifecycle } from '../../terminal/lifecycle.ts';
import { createScreen } from '../../terminal/screen.ts';
import { withStyles } from '../../terminal/with-styles.ts';
import { leftUndone } from './left-undone.ts';
import type { Session } from './session.tsx';
import { createModelStore, skeletonOf } from './skeleton.ts';

type Environment = Readonly<Record<string, string | undefined>>;

type Tell = (text: string) => Promise<unknown>;

/**
 * Shows the screen until it is left, and tells what was left undone; returns the exit status. The first picture is painted
 * before anything heavy is loaded, and before anybody has been asked for a number.
 */
export const runScreen = async (config: Config, env: Environment, tell: Tell): Promise<number> => {
	const { stdin, stdout } = process;
	const screen = createScreen(stdout, { hasColour: !config.noColor, env });
	const store = createModelStore(config, { columns: stdout.columns || 80, rows: stdout.rows || 24 });
	let session: Session | undefined;
	const lifecycle = createLifecycle({ screen, stdin, stdout, onContinue: () => session?.refresh() });
	lifecycle.start();
	screen.skeleton(skeletonOf(store));
	try {
		const { startSession } = await withStyles(() => import('./session.tsx'));
		session = startSession({ config, env, store, screen, lifecycle, stdin, stdout });
	} catch (error) {
		lifecycle.fail(error);
	}
	try {
		return await lifecycle.ended;
	} finally {
		const lines = leftUndone(store.get());
		session?.stop();
		screen.dispose();
		// The terminal may be gone with whoever left.
		if (lines.length > 0) await tell(lines.map(line => `aixcl: ${line}\n`).join('')).catch(() => false);
	}
};
