import type { Socket } from 'node:net';
import { crc32, deflateRawSync } from 'node:zlib';
import type { Fault } from './fault.ts';

const MiB = 2 ** 20;

/** Writes one buffer after another until so many bytes are written, or nobody takes them. */
export const pour = (near: Socket, next: () => Buffer, total: number): void => {
	let written = 0;
	const go = () => {
		while (written < total && !near.destroyed) {
			const chunk = next();
			written += chunk.length;
			if (!near.write(chunk)) return;
		}
		near.off('drain', go);
		near.end();
	};
	near.on('drain', go);
	go();
};

/** The head of an answer of so many bytes. */
export const headOf = (length: number, type = 'application/json', more = ''): string =>
	`HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\nConnection: close\r\n${more}\r\n`;

/** Answers with so many MiB of one text over and over. */
export const floods = (MiBs: number, text = ' '): Fault => ({
	name: `answers with ${MiBs} MiB`,
	take({ near }) {
		const chunk = Buffer.alloc(MiB, text);
		near.write(headOf(MiBs * MiB));
		pour(near, () => chunk, MiBs * MiB);
		return undefined;
	},
});

const gzipHead = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);

/** A gzip stream that inflates to so many MiB of blanks, of which little was ever in memory. */
export const gzipBomb = (MiBs: number): Buffer => {
	const blanks = Buffer.alloc(MiB, ' ');
	// Blocks that end on a byte can follow each other.
	const block = deflateRawSync(blanks, { finishFlush: 2 });
	let sum = 0;
	for (let count = 0; count < MiBs; count++) sum = crc32(blanks, sum);
	const end = Buffer.alloc(10);
	end.set([3, 0]);
	end.writeUInt32LE(sum, 2);
	end.writeUInt32LE((MiBs * MiB) % 2 ** 32, 6);
	return Buffer.concat([gzipHead, ...Array.from({ length: MiBs }, () => block), end]);
};

/** Answers with few bytes that inflate to so many MiB. */
export const bombs = (MiBs: number): Fault => {
	const body = gzipBomb(MiBs);
	return {
		name: `answers with a gzip bomb of ${MiBs} MiB`,
		take: ({ near }) =>
			void near.end(
				Buffer.concat([Buffer.from(headOf(body.length, 'application/json', 'Content-Encoding: gzip\r\n')), body]),
			),
	};
};
