/** Remembers what was used last, up to a size. */
export type Lru<V> = {
	get(key: string): V | undefined;
	/** `size` in bytes; what is larger than all the room there is, is not kept. */
	set(key: string, value: V, size: number): void;
	clear(): void;
};

/** Keeps values of `room` bytes in all, and forgets what was not asked for longest. */
export const createLru = <V>(room: number): Lru<V> => {
	const entries = new Map<string, { readonly value: V; readonly size: number }>();
	let used = 0;

	const drop = (key: string) => {
		used -= entries.get(key)?.size ?? 0;
		entries.delete(key);
	};

	return {
		get(key) {
			const entry = entries.get(key);
			if (!entry) return undefined;
			// A map keeps the order in which its keys came.
			entries.delete(key);
			entries.set(key, entry);
			return entry.value;
		},
		set(key, value, size) {
			drop(key);
			if (size > room) return;
			entries.set(key, { value, size });
			used += size;
			for (const oldest of entries.keys()) {
				if (used <= room) break;
				drop(oldest);
			}
		},
		clear() {
			entries.clear();
			used = 0;
		},
	};
};
