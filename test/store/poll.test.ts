import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPoll } from '../../src/store/poll.ts';

beforeEach(() => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});

afterEach(() => {
	vi.useRealTimers();
});

const every = () => 1000;
const random = () => 1;

test('reads at once, and again after each pause', async () => {
	let count = 0;
	const poll = createPoll(async () => ++count, { every });
	const stop = poll.subscribe(() => {});
	await vi.advanceTimersByTimeAsync(0);
	expect(poll.get()).toMatchObject({ status: 'fresh', value: 1 });
	await vi.advanceTimersByTimeAsync(2000);
	expect(poll.get()).toMatchObject({ status: 'fresh', value: 3 });
	stop();
});

test('keeps the last good value when a read fails, and says since when and until when', async () => {
	const down = new Error('down');
	const read = vi.fn<() => Promise<number>>().mockResolvedValueOnce(42).mockRejectedValue(down);
	const poll = createPoll(read, { every, random });
	const stop = poll.subscribe(() => {});
	await vi.advanceTimersByTimeAsync(1000);
	const now = performance.now();
	expect(poll.get()).toMatchObject({ status: 'stale', value: 42, error: down, failedSince: now, retryAt: now + 1000 });
	await vi.advanceTimersByTimeAsync(1000);
	expect(poll.get()).toMatchObject({ failedSince: now, retryAt: now + 1000 + 2000 });
	stop();
});

test('waits longer after each failure, but never longer than five seconds with what the read itself took', async () => {
	const times: number[] = [];
	const read = async () => {
		times.push(performance.now());
		throw new Error('down');
	};
	const stop = createPoll(read, { every, random }).subscribe(() => {});
	await vi.advanceTimersByTimeAsync(30_000);
	const pauses = times.slice(1).map((time, index) => time - times[index]!);
	expect(pauses.slice(0, 4)).toEqual([1000, 2000, 4000, 4500]);
	expect(Math.max(...pauses)).toBe(4500);
	stop();
});

test('counts what a failed read took as part of the wait', async () => {
	const times: number[] = [];
	const read = async () => {
		times.push(performance.now());
		await new Promise(resolve => setTimeout(resolve, 3000));
		throw new Error('late');
	};
	const stop = createPoll(read, { every, random }).subscribe(() => {});
	await vi.advanceTimersByTimeAsync(30_000);
	const pauses = times.slice(1).map((time, index) => time - times[index]!);
	expect(pauses.slice(0, 5)).toEqual([3500, 3500, 4000, 4500, 4500]);
	stop();
});

test('never asks a slow source twice at once', async () => {
	const read = vi.fn(async () => new Promise<number>(() => {}));
	const poll = createPoll(read, { every: () => 10 });
	const stop = poll.subscribe(() => {});
	poll.refresh();
	await vi.advanceTimersByTimeAsync(10_000);
	expect(read).toHaveBeenCalledTimes(1);
	stop();
});

test('a refresh during a read is one read after it', async () => {
	let count = 0;
	const read = async () => {
		await new Promise(resolve => setTimeout(resolve, 100));
		return ++count;
	};
	const poll = createPoll(read, { every: () => 60_000 });
	const stop = poll.subscribe(() => {});
	poll.refresh();
	poll.refresh();
	await vi.advanceTimersByTimeAsync(250);
	expect(poll.get()).toMatchObject({ value: 2 });
	await vi.advanceTimersByTimeAsync(1000);
	expect(poll.get()).toMatchObject({ value: 2 });
	stop();
});

test('stops and aborts when the last listener leaves, and begins anew with the next', async () => {
	const signals: AbortSignal[] = [];
	const read = vi.fn(async (signal: AbortSignal) => {
		signals.push(signal);
		return 1;
	});
	const poll = createPoll(read, { every });
	const stop = poll.subscribe(() => {});
	await vi.advanceTimersByTimeAsync(5);
	stop();
	await vi.advanceTimersByTimeAsync(5000);
	expect(read).toHaveBeenCalledTimes(1);
	expect(signals[0]!.aborted).toBe(true);
	expect(vi.getTimerCount()).toBe(0);
	poll.subscribe(() => {})();
	expect(read).toHaveBeenCalledTimes(2);
});

test('what a read brings after the last listener left is dropped', async () => {
	const { promise, resolve } = Promise.withResolvers<number>();
	const poll = createPoll(() => promise, { every });
	poll.subscribe(() => {})();
	resolve(1);
	await vi.advanceTimersByTimeAsync(0);
	expect(poll.get().status).toBe('pending');
});
