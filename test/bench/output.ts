/** Bytes that came from a program at once; `at` in milliseconds since its start. */
export type Chunk = { readonly at: number; readonly bytes: number };

/** Silence in milliseconds that ends a frame, and the burst that answers a key. */
export const frameGap = 50;
export const burstGap = 20;

const leastFrame = 200;

const sizeOf = (chunks: readonly Chunk[]): number => chunks.reduce((sum, { bytes }) => sum + bytes, 0);

/** When the first picture began to appear: the first chunk with more than 200 bytes sent so far. */
export const firstPaint = (chunks: readonly Chunk[]): number | undefined =>
	chunks.find((_, index) => sizeOf(chunks.slice(0, index + 1)) > leastFrame)?.at;

/** When the first frame was whole: the last byte before 50 ms of silence, with more than 200 bytes sent by then. */
export const firstFrame = (chunks: readonly Chunk[], end: number): number | undefined =>
	chunks.find(({ at }, index) => {
		const next = chunks[index + 1]?.at ?? end;
		return next - at >= frameGap && sizeOf(chunks.slice(0, index + 1)) > leastFrame;
	})?.at;

/** The chunks up to the first silence of 20 ms. */
export const firstBurst = (chunks: readonly Chunk[]): readonly Chunk[] => {
	const last = chunks.findIndex(
		({ at }, index) => (chunks[index + 1]?.at ?? Number.POSITIVE_INFINITY) - at >= burstGap,
	);
	return chunks.slice(0, last + 1);
};

/** Bytes of the chunks within a span of time. */
export const bytesWithin = (chunks: readonly Chunk[], from: number, until: number): number =>
	sizeOf(chunks.filter(({ at }) => at >= from && at < until));

/** All bytes of these chunks. */
export const bytesOf = sizeOf;
