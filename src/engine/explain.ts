import { clean } from '../text/clean.ts';
import { EngineError } from './engine-error.ts';
import { explainTls } from './explain-tls.ts';

const start = 'Start Docker or Podman there, or name another engine with --host or DOCKER_HOST.';
const join =
	'Add your user to the docker group (sudo usermod -aG docker "$USER", then log in again; members have root rights), or use a rootless engine.';
const later = 'Nothing to do: it is tried again by itself.';

const unreachable = (message: string, hint: string) => new EngineError(message, { kind: 'unreachable', hint });

/** The sentence for an error of the socket or of HTTP on the way to the engine at `url`. */
export const explainConnection = (error: unknown, url: string): EngineError => {
	if (error instanceof EngineError) return error;
	const code = codeOf(error);
	switch (code) {
		case 'ENOENT':
			return unreachable(`No container engine listens on ${url}`, start);
		case 'EACCES':
		case 'EPERM':
			return new EngineError(`No permission to use the container engine on ${url}`, { kind: 'forbidden', hint: join });
		case 'ECONNREFUSED':
			return unreachable(`The container engine on ${url} refuses connections`, start);
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return unreachable(`The host of ${url} cannot be found`, 'Check the name in --host, DOCKER_HOST or the context.');
		case 'EHOSTUNREACH':
		case 'ENETUNREACH':
		case 'ETIMEDOUT':
			return unreachable(`The host of ${url} cannot be reached`, 'Check the network and the address.');
		case 'ECONNRESET':
		case 'EPIPE':
		case 'ABORT_ERR':
		case 'ERR_STREAM_PREMATURE_CLOSE':
			return new EngineError(`The container engine on ${url} cut the connection`, { kind: 'cut', hint: later });
		default:
	}
	const tls = explainTls(code, url);
	if (tls) return tls;
	if (code.startsWith('HPE_')) {
		return new EngineError(`What listens on ${url} does not speak HTTP`, {
			kind: 'garbled',
			hint: 'Check the address; for an engine with TLS set DOCKER_TLS_VERIFY=1.',
		});
	}
	return unreachable(`The container engine on ${url} cannot be reached (${clean(code || 'unknown error', 60)})`, start);
};

const longId = /\b([0-9a-f]{12})[0-9a-f]{52}\b/g;

/** The sentence for an answer with an HTTP status that is no success. `reason` is the engine's own message. */
export const explainStatus = (status: number, reason: string): EngineError => {
	// What went wrong stands at the end, behind IDs in full.
	const said = clean((reason.trim().split('\n', 1)[0] ?? '').replace(longId, '$1'), 300);
	const because = said ? `: ${said}` : '';
	const answered = (message: string, hint?: string) =>
		new EngineError(message, { kind: 'answered', status, ...(hint === undefined ? {} : { hint }) });
	if (status >= 300 && status < 400) {
		return answered('The container engine sends its caller elsewhere', 'Set --host to the engine itself.');
	}
	if (status === 400 && /HTTP request to an HTTPS server/i.test(reason)) {
		return new EngineError('The container engine there speaks TLS only', {
			kind: 'unreachable',
			status,
			hint: 'Set DOCKER_TLS_VERIFY=1 and DOCKER_CERT_PATH, or use a Docker context that has its certificates.',
		});
	}
	if (status === 400 && /client version .* is too (?:new|old)/i.test(reason)) {
		return new EngineError(`The container engine changed its version${because}`, {
			kind: 'version',
			status,
			hint: later,
		});
	}
	if (/logging driver does not support reading/i.test(reason)) {
		return answered(
			'The log driver of this container keeps nothing that can be read',
			'Run it with the driver json-file, local or journald, or read the log where the driver sends it.',
		);
	}
	if (status === 401 || status === 403) {
		return answered(
			`The container engine forbids this (${status})${because}`,
			'A socket proxy or an authorization plugin decides; allow the request there.',
		);
	}
	if (status === 404)
		return answered(`The container engine has no such container${because}`, 'It may have been removed.');
	if (status === 409)
		return answered(`The container engine is busy with it${because}`, 'Wait a moment, then try again.');
	// Podman has no status of its own for it.
	if (/container state improper/i.test(reason)) {
		return answered(`The container engine cannot do this now${because}`, 'Unpause it first, if it is paused.');
	}
	return answered(
		`The container engine reports an error (${status})${because}`,
		"See the engine's own log, e.g. journalctl -u docker, or -u podman.",
	);
};

const codeOf = (error: unknown): string => {
	const code = error instanceof Error && 'code' in error ? error.code : undefined;
	if (code === 'HPE_INVALID_EOF_STATE') return 'ECONNRESET';
	return typeof code === 'string' ? code : '';
};
