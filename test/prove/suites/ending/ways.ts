import { type App, allGone, hook, startApp, topLine, wholeScreen } from './app.ts';
import { expectRestored } from './restored.ts';

/** One way to end a program that has the terminal. */
export type Way = {
	readonly name: string;
	/** The exit status, as the shell tells it; undefined where no shell is left to ask. */
	readonly status: number | undefined;
	/** What starts it, where that is not plain `top`. */
	readonly line?: string;
	/** What it shows once it is up, where that is not the screen of `top`. */
	readonly shows?: RegExp;
	/** Whether it also has to work before the first whole screen. */
	readonly isEarly?: boolean;
	/** Whether the shell has its prompt again before the program knows that it ends. */
	readonly isLate?: boolean;
	/** What the user reads afterwards. */
	readonly says?: RegExp;
	readonly end: (app: App, home: string) => void | Promise<void>;
};

const keys = (name: string, typed: string): Way => ({ name, status: 0, end: ({ shell }) => shell.type(typed) });

const signalled = (signal: NodeJS.Signals, status: number, times = 1): Way => ({
	name: `SIG${signal.slice(3)}${times > 1 ? ' twice' : ''}`,
	status,
	isEarly: true,
	end({ node }) {
		for (let time = 0; time < times; time++) process.kill(node, signal);
	},
});

const fromWithin = (name: string, by: string, status: number, says?: RegExp, options = ''): Way => ({
	name,
	status,
	line: topLine(`AIXCL_END_BY=${by} NODE_OPTIONS="--require=${hook} ${options}"`),
	...(says && { says }),
	end: ({ node }) => void process.kill(node, 'SIGUSR2'),
});

const suspended: Way = {
	name: 'Ctrl-Z and fg, then q',
	status: 0,
	async end(app) {
		const { shell } = app;
		shell.type('\u001a');
		await shell.until(/Stopped[\s\S]*ready> $/m);
		await expectRestored(app, undefined);
		shell.run('fg');
		await shell.until(wholeScreen);
		shell.type('q');
	},
};

const beside: Way = {
	name: 'a second one beside it, then q in both',
	status: 0,
	async end({ shell }, home) {
		const other = await startApp({ home, line: topLine(), shows: wholeScreen });
		try {
			other.shell.type('q');
			await other.shell.until(/ready> $/m);
			await allGone(other.all);
			await expectRestored(other, 0);
		} finally {
			other.shell.close();
		}
		shell.type('q');
	},
};

/** Every way, on the real program but for a throw inside a render, which needs one that does so. */
export const waysToEnd = (fixture: string): readonly Way[] => [
	keys('q', 'q'),
	keys('Ctrl-C', '\u0003'),
	keys('Ctrl-D, which ends nothing, then q', '\u0004q'),
	suspended,
	signalled('SIGTERM', 143),
	signalled('SIGHUP', 129),
	signalled('SIGINT', 130, 2),
	signalled('SIGQUIT', 131),
	signalled('SIGABRT', 134),
	signalled('SIGSEGV', 139),
	signalled('SIGKILL', 137),
	fromWithin('a throw in a timer', 'timer', 70, /This is a bug in aixcl: thrown on purpose/),
	fromWithin('an unhandled rejection', 'rejection', 70, /This is a bug in aixcl: rejected on purpose/),
	{
		name: 'a throw inside a render',
		status: 70,
		line: `'${fixture}'`,
		shows: /tick \d+/,
		says: /thrown on purpose/,
		end: ({ shell }) => shell.type('t'),
	},
	fromWithin('the end of standard input', 'input', 129),
	fromWithin('EPIPE on standard output', 'output', 129),
	fromWithin('out of memory', 'memory', 134, undefined, '--max-old-space-size=120'),
	{ name: 'SIGTERM to the launcher', status: 143, end: ({ launcher }) => void process.kill(launcher, 'SIGTERM') },
	{
		name: 'SIGKILL to the launcher',
		status: 137,
		isLate: true,
		end: ({ launcher }) => void process.kill(launcher, 'SIGKILL'),
	},
	{
		name: 'no file can be written, as on a full disk, then Ctrl-S and q',
		status: 0,
		line: `(ulimit -f 0; ${topLine()})`,
		end: ({ shell }) => shell.type('\u0013q'),
	},
	beside,
	{ name: 'the terminal is closed', status: undefined, isEarly: true, end: ({ shell }) => shell.close() },
];
