import { guard } from './guard.ts';

/** What the program needs of a terminal's output; `process.stdout` is one. */
export type Tty = {
	readonly columns: number;
	readonly rows: number;
	write(data: string, done: () => void): boolean;
	on(event: 'resize', listener: () => void): unknown;
	off(event: 'resize', listener: () => void): unknown;
};

export type OutputCounts = {
	readonly bytes: number;
	readonly writes: number;
	/** Characters that the guard did not let through: 0 unless something is wrong. */
	readonly dropped: number;
};

/** The one place that writes to the terminal. */
export type Output = {
	/** Guarded output. */
	send(text: string): void;
	/** Output which the guard does not know: only for sequences made whole by the program. */
	sendOwn(text: string): void;
	/** Whether the terminal has not yet taken all that was sent. */
	isBusy(): boolean;
	/** Resolves once it has. */
	drained(): Promise<void>;
	counts(): OutputCounts;
};

/** Tells `onReady` each time that the terminal has taken everything. */
export const createOutput = (tty: Tty, onReady: () => void): Output => {
	const drains: (() => void)[] = [];
	let waiting = 0;
	let bytes = 0;
	let writes = 0;
	let dropped = 0;
	const sendOwn = (text: string) => {
		bytes += Buffer.byteLength(text);
		writes++;
		waiting++;
		tty.write(text, () => {
			waiting--;
			if (waiting > 0) return;
			for (const resolve of drains.splice(0)) resolve();
			onReady();
		});
	};
	return {
		send(text) {
			const guarded = guard(text);
			dropped += guarded.dropped;
			sendOwn(guarded.text);
		},
		sendOwn,
		isBusy: () => waiting > 0,
		drained: () => (waiting === 0 ? Promise.resolve() : new Promise(resolve => void drains.push(resolve))),
		counts: () => ({ bytes, writes, dropped }),
	};
};
