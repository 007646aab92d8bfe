import type { FakeContainer } from './fake-container.ts';

/** One frame of a multiplexed log stream: 1 is stdout, 2 stderr, 3 the engine's own message. */
export const logFrame = (type: number, payload: string | Buffer): Buffer => {
	const bytes = Buffer.from(payload as string);
	const header = Buffer.alloc(8);
	header[0] = type;
	header.writeUInt32BE(bytes.length, 4);
	return Buffer.concat([header, bytes]);
};

/** A container's log as the engine sends it: raw from a TTY, else in frames; each with its timestamp where asked. */
export const logBytes = ({ isTty }: FakeContainer, entries: FakeContainer['log'], hasTimestamps: boolean): Buffer =>
	Buffer.concat(
		entries.map(({ stream, at, text }) => {
			const line = `${hasTimestamps ? `${at} ` : ''}${text}${isTty ? '\r\n' : '\n'}`;
			return isTty ? Buffer.from(line) : logFrame(stream === 'stderr' ? 2 : 1, line);
		}),
	);
