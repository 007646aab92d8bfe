import type { LogMoment } from './container.ts';

/** RFC 3339 with nanoseconds and an offset, and the space after it. */
export const longestStamp = 40;

/** A moment, and how many bytes of the line tell it, the space after it included. */
export type Stamp = LogMoment & { readonly length: number };

/** The timestamp before a line, which lies in a buffer from one place to another; undefined where there is none. */
export type ReadStamp = (bytes: Buffer, from: number, to: number) => Stamp | undefined;

const form = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)(?: |$)/;

const parse = (bytes: Buffer, from: number, to: number): Stamp | undefined => {
	const match = form.exec(bytes.toString('latin1', from, Math.min(to, from + longestStamp)));
	if (!match) return undefined;
	const [whole, date = '', fraction = '', zone = ''] = match;
	const began = Date.parse(date + zone);
	if (Number.isNaN(began)) return undefined;
	const nanos = Number(fraction.padEnd(9, '0'));
	return { at: began + Math.floor(nanos / 1e6), nanos: nanos % 1e6, length: whole.length };
};

const secondLength = '2026-11-23T16:16:58'.length;
const usualLength = '2026-11-23T16:16:58.880813086Z '.length;
const [zero, point, zulu, space] = Buffer.from('0.Z ') as unknown as readonly [number, number, number, number];

/** Most lines are of the same second as the one before: then only what follows it is read. */
export const createStampReader = (): ReadStamp => {
	const second = Buffer.alloc(secondLength);
	let began = Number.NaN;

	const isUsual = (bytes: Buffer, from: number): boolean => {
		for (let at = 0; at < secondLength; at++) if (bytes[from + at] !== second[at]) return false;
		return (
			bytes[from + secondLength] === point &&
			bytes[from + usualLength - 2] === zulu &&
			bytes[from + usualLength - 1] === space
		);
	};

	const fractionAt = (bytes: Buffer, from: number): number => {
		let value = 0;
		for (let at = from; at < from + 9; at++) {
			const digit = bytes[at]! - zero;
			if (digit < 0 || digit > 9) return Number.NaN;
			value = value * 10 + digit;
		}
		return value;
	};

	return (bytes, from, to) => {
		if (to - from >= usualLength && isUsual(bytes, from)) {
			const nanos = fractionAt(bytes, from + secondLength + 1);
			if (nanos >= 0) return { at: began + Math.floor(nanos / 1e6), nanos: nanos % 1e6, length: usualLength };
		}
		const stamp = parse(bytes, from, to);
		if (stamp?.length === usualLength && bytes[from + usualLength - 2] === zulu) {
			bytes.copy(second, 0, from, from + secondLength);
			began = Math.floor(stamp.at / 1000) * 1000;
		}
		return stamp;
	};
};

/** Seconds since the epoch with nine digits after the point, as the engine's API takes them. */
export const secondsOf = (moment: number | LogMoment): string => {
	const { at, nanos } = typeof moment === 'number' ? { at: Math.trunc(moment), nanos: 0 } : moment;
	const second = Math.floor(at / 1000);
	return `${second}.${String((at - second * 1000) * 1e6 + nanos).padStart(9, '0')}`;
};
