import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { EngineError } from './engine-error.ts';
import type { SshTarget } from './ssh-address.ts';
import { explainForward, explainSsh } from './ssh-failure.ts';

/** One ssh that carries any number of connections to a socket on another machine, from a socket of this one. */
export type SshTunnel = {
	/** Path of the socket here; starts ssh where it does not run. Rejects with an EngineError. */
	open(): Promise<string>;
	/** Why a connection by it broke, where ssh told. */
	explain(): Promise<EngineError | undefined>;
	close(): void;
};

const kept = 16 * 2 ** 10;
const lookEvery = 20;
const tellsWithin = 250;
// What ssh said longer ago than this was about another connection.
const fresh = 2000;
const secondsToConnect = 10;

// Ends ssh when our end of its standard input is closed, by us or by the kernel after we were killed, and takes the
// socket away in either case.
const keeper = `
socket=$1; shift
exec 3<&0
"$@" 3<&- </dev/null &
ssh=$!
{ while read -r line; do :; done; kill "$ssh"; } <&3 >/dev/null 2>&1 &
guard=$!
exec 3<&-
wait "$ssh"
status=$?
kill "$guard" 2>/dev/null
{ rm -f "$socket"; rmdir "\${socket%/*}"; } 2>/dev/null
exit "$status"
`;

const optionsFor = ({ host, user, port, socketPath }: SshTarget, here: string): readonly string[] => [
	...Object.entries({
		// Never a question, for nobody could see it.
		BatchMode: 'yes',
		ConnectTimeout: secondsToConnect,
		ServerAliveInterval: 10,
		ServerAliveCountMax: 3,
		StreamLocalBindMask: '0177',
		StreamLocalBindUnlink: 'yes',
		// What else the user's settings forward may be taken already; that is not our affair.
		ExitOnForwardFailure: 'no',
		// A connection shared with others would keep our socket after our end.
		ControlMaster: 'no',
		ControlPath: 'none',
		PermitLocalCommand: 'no',
		RemoteCommand: 'none',
		LogLevel: 'INFO',
	}).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
	...['-n', '-N', '-T', '-a', '-x', '-L', `${here}:${socketPath}`],
	...(user === undefined ? [] : ['-l', user]),
	...(port === undefined ? [] : ['-p', String(port)]),
	...['--', host],
];

// ssh expands % and $, and splits at colons; the path of a socket must be short.
const folderFor = (): string => {
	const wanted = process.env.XDG_RUNTIME_DIR || tmpdir();
	const isPlain = /^(?:\/[\w.+-]+)+$/.test(wanted) && wanted.length < 60 && existsSync(wanted);
	return mkdtempSync(join(isPlain ? wanted : '/tmp', 'aixcl-'));
};

/** Makes a tunnel that is not yet open. Uses the ssh, the settings and the keys of this machine's user. */
export const createSshTunnel = (target: SshTarget): SshTunnel => {
	let opening: Promise<string> | undefined;
	let child: ChildProcess | undefined;
	let said = '';
	let saidAt = 0;
	let isClosed = false;

	const start = (): Promise<string> =>
		new Promise((resolve, reject) => {
			const socket = join(folderFor(), 's');
			said = '';
			const keeping = spawn('/bin/sh', ['-c', keeper, 'sh', socket, 'ssh', ...optionsFor(target, socket)], {
				stdio: ['pipe', 'ignore', 'pipe'],
				// In a session of its own it cannot ask on our terminal, nor does Ctrl-C end it before us.
				detached: true,
			});
			child = keeping;
			keeping.stdin.on('error', () => undefined);
			keeping.stderr.setEncoding('utf8').on('data', (text: string) => {
				said = (said + text).slice(-kept);
				saidAt = performance.now();
			});
			const look = setInterval(() => {
				if (!existsSync(socket)) return;
				// ssh makes the socket a moment before it listens on it.
				const trial = connect(socket, () => {
					clearInterval(look);
					trial.destroy();
					resolve(socket);
				}).on('error', () => undefined);
			}, lookEvery);
			const ended = (status: number | undefined) => {
				clearInterval(look);
				keeping.stdin.destroy();
				rmSync(dirname(socket), { recursive: true, force: true });
				if (child === keeping) {
					child = undefined;
					opening = undefined;
				}
				reject(explainSsh(target, said, status));
			};
			keeping.on('error', () => ended(undefined));
			keeping.on('close', status => ended(status ?? undefined));
		});

	return {
		open() {
			if (isClosed) return Promise.reject(explainSsh(target, '', undefined));
			opening ??= start();
			return opening;
		},
		async explain() {
			// The connection may break a moment before ssh says why, or ends.
			const end = performance.now() + tellsWithin;
			while (performance.now() < end) {
				if (child === undefined) return explainSsh(target, said, undefined);
				const failure = explainForward(target, said);
				if (failure && performance.now() - saidAt < fresh) return failure;
				await new Promise(resolve => setTimeout(resolve, lookEvery));
			}
			return undefined;
		},
		close() {
			isClosed = true;
			child?.stdin?.destroy();
		},
	};
};
