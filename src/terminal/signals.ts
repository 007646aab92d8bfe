import { constants } from 'node:os';

export type SignalActions = {
	/** 128 plus the number of the signal. */
	readonly quit: (status: number) => void;
	readonly suspend: () => void;
	readonly continued: () => void;
};

export type Signals = {
	start(): void;
	/** Stops all processes of the foreground job, this one included; returns when continued. */
	stopGroup(): void;
};

const ending = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT'] as const;

/** Turns the signals of job control and of ending into actions. */
export const keepSignals = ({ quit, suspend, continued }: SignalActions): Signals => ({
	start() {
		for (const signal of ending) process.on(signal, () => quit(128 + constants.signals[signal]));
		process.on('SIGTSTP', suspend);
		process.on('SIGCONT', continued);
	},
	stopGroup() {
		// Only without a handler does the signal stop this process.
		process.off('SIGTSTP', suspend);
		process.kill(0, 'SIGTSTP');
		process.on('SIGTSTP', suspend);
	},
});
