import type { ModelStore } from '../../ui/use-model-part.ts';

const second = 1000;

/** Moves the model's clock on once a second and takes away notices whose time is over; returns how to stop. */
export const tickClock = (store: ModelStore): (() => void) => {
	const tick = () => {
		const monotonic = performance.now();
		const { notice } = store.get().state;
		const isOver = notice !== undefined && monotonic >= notice.until;
		store.dispatch({
			clock: { wall: Date.now(), monotonic },
			...(isOver ? { state: { notice: undefined } } : {}),
		});
	};
	tick();
	const timer = setInterval(tick, second);
	return () => clearInterval(timer);
};
