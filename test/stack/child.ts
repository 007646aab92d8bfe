import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Account, SYSTEM_PATH } from './parts.ts';
import { waitUntil } from './wait-until.ts';

/** One program of the rig: how to start it, and how to tell that it is ready. */
export type ChildPlan = {
	readonly name: string;
	readonly command: string;
	readonly args: readonly string[];
	readonly folder: string;
	readonly env?: Readonly<Record<string, string>>;
	/** Runs as this account instead of the caller's. */
	readonly account?: Account;
	/** Runs in the network namespace that this file holds. */
	readonly netns?: string;
	/** Signal of an orderly end; `SIGTERM` when left out. */
	readonly stopSignal?: NodeJS.Signals;
	/** Runs before each start. */
	readonly prepare?: () => Promise<void>;
	readonly ready: () => Promise<boolean> | boolean;
};

/** A program that can be started, killed and started again with the same arguments, port and data. */
export type Child = {
	readonly name: string;
	/** Process id, or `undefined` while it does not run. */
	readonly pid: () => number | undefined;
	/** Starts it and waits until it is ready; does nothing while it runs. */
	readonly start: () => Promise<void>;
	/** Ends it in order and waits until it is gone; kills it after 20 s. */
	readonly stop: () => Promise<void>;
	/** Ends it at once (SIGKILL) and waits until it is gone. */
	readonly kill: () => Promise<void>;
	/** Freezes it (SIGSTOP) and waits until it is: its sockets stay open and nothing answers. */
	readonly pause: () => Promise<void>;
	readonly resume: () => void;
	/** What it has written to stdout and stderr: the last 4,000 characters. */
	readonly log: () => string;
};

/** Makes a child that is not yet started. The kernel ends it should this process die. */
export function createChild(plan: ChildPlan): Child {
	const logFile = join(plan.folder, `${plan.name}.log`);
	let running: ChildProcess | undefined;

	const log = () => readLog(logFile);
	const signal = (name: NodeJS.Signals) => {
		if (running?.exitCode === null && running.signalCode === null) running.kill(name);
	};
	const gone = (child: ChildProcess, seconds: number) =>
		waitUntil(() => hasEnded(child), { what: `${plan.name} to end`, seconds, why: log });

	async function start() {
		if (running && !hasEnded(running)) return;
		await plan.prepare?.();
		const output = openSync(logFile, 'a');
		const [command = '', ...args] = [...wrapping(plan), plan.command, ...plan.args];
		const child = spawn(command, args, {
			cwd: plan.folder,
			stdio: ['ignore', output, output],
			env: { PATH: SYSTEM_PATH, LANG: 'C.UTF-8', ...plan.env },
			detached: true,
		});
		closeSync(output);
		running = child;
		let failure: Error | undefined;
		child.on('error', error => {
			failure = error;
		});
		await waitUntil(
			() => {
				if (failure) return 'broken';
				return hasEnded(child) ? 'broken' : plan.ready();
			},
			{ what: `${plan.name} to be ready`, seconds: 60, why: log },
		).catch(async error => {
			await end('SIGKILL');
			throw error;
		});
		if (failure ?? hasEnded(child)) throw new Error(`${plan.name} ended at once: ${failure?.message ?? log()}`);
	}

	async function end(name: NodeJS.Signals) {
		const child = running;
		if (!child || hasEnded(child)) return;
		signal('SIGCONT');
		signal(name);
		await gone(child, 20).catch(async () => {
			signal('SIGKILL');
			await gone(child, 10);
		});
	}

	return {
		name: plan.name,
		pid: () => (running && !hasEnded(running) ? running.pid : undefined),
		start,
		stop: () => end(plan.stopSignal ?? 'SIGTERM'),
		kill: () => end('SIGKILL'),
		async pause() {
			signal('SIGSTOP');
			// A busy machine takes its time to stop the last thread, and that one could still answer.
			const pid = running?.pid;
			if (pid && running && !hasEnded(running))
				await waitUntil(() => isFrozen(pid), { what: `${plan.name} to freeze`, why: log });
		},
		resume: () => signal('SIGCONT'),
		log,
	};
}

const isFrozen = (pid: number) =>
	readdirSync(`/proc/${pid}/task`).every(thread =>
		/^State:\s+T/m.test(readFileSync(`/proc/${pid}/task/${thread}/status`, 'utf8')),
	);

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

function wrapping({ account, netns }: ChildPlan): readonly string[] {
	return [
		...(netns ? ['nsenter', `--net=${netns}`] : []),
		'setpriv',
		'--pdeathsig=TERM',
		...(account ? [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'] : []),
	];
}

function readLog(file: string): string {
	try {
		return readFileSync(file, 'utf8').slice(-4000);
	} catch {
		return '';
	}
}
