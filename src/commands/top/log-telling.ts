import type { LogView } from '../../ui/logs/held-line.ts';

/** What is known of a reading, told at once or, where much comes, ten times a second. */
export type LogTelling = {
	view(): Partial<LogView>;
	/** Changes it, to be told with what is told next. */
	note(change: Partial<LogView>): void;
	tell(change?: Partial<LogView>): void;
	tellSoon(): void;
	/** Not current any more; current again once nothing has come for a moment. */
	catchUp(): void;
	stop(): void;
};

const publishEvery = 100;
const quietFor = 400;

export const createLogTelling = (publish: (view: Partial<LogView>) => void): LogTelling => {
	let view: Partial<LogView> = {};
	let isStopped = false;
	let publishing: NodeJS.Timeout | undefined;
	let catching: NodeJS.Timeout | undefined;
	const telling: LogTelling = {
		view: () => view,
		note(change) {
			view = { ...view, ...change };
		},
		tell(change = {}) {
			clearTimeout(publishing);
			publishing = undefined;
			view = { ...view, ...change };
			if (!isStopped) publish(view);
		},
		tellSoon() {
			publishing ??= setTimeout(() => telling.tell(), publishEvery);
		},
		catchUp() {
			clearTimeout(catching);
			catching = setTimeout(() => telling.tell({ isCurrent: true }), quietFor);
		},
		stop() {
			isStopped = true;
			clearTimeout(publishing);
			clearTimeout(catching);
		},
	};
	return telling;
};
