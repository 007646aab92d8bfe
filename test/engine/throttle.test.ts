import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createThrottle } from '../../src/engine/throttle.ts';

beforeEach(() => {
	vi.useFakeTimers();
});

afterEach(() => {
	vi.useRealTimers();
});

test('calls at once, then at most once in its time, and never forgets the last', () => {
	const callee = vi.fn();
	const throttle = createThrottle(callee, 100);
	for (let burst = 0; burst < 50; burst += 1) throttle.call();
	expect(callee).toHaveBeenCalledTimes(1);
	vi.advanceTimersByTime(99);
	expect(callee).toHaveBeenCalledTimes(1);
	vi.advanceTimersByTime(1);
	expect(callee).toHaveBeenCalledTimes(2);
	throttle.call();
	vi.advanceTimersByTime(100);
	expect(callee).toHaveBeenCalledTimes(3);
	vi.advanceTimersByTime(10_000);
	expect(callee).toHaveBeenCalledTimes(3);
	expect(vi.getTimerCount()).toBe(0);
});

test('flush gives what is held back now, cancel drops it, neither leaves a timer', () => {
	const callee = vi.fn();
	const throttle = createThrottle(callee, 100);
	throttle.call();
	throttle.flush();
	expect(callee).toHaveBeenCalledTimes(1);
	throttle.call();
	throttle.call();
	throttle.flush();
	expect(callee).toHaveBeenCalledTimes(3);
	throttle.call();
	throttle.call();
	throttle.cancel();
	vi.advanceTimersByTime(1000);
	expect(callee).toHaveBeenCalledTimes(4);
	expect(vi.getTimerCount()).toBe(0);
});
