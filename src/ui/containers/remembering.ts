/** Remembers the last answer, for as long as it would be made from the very same. */
export const remembering = <T>(): ((inputs: readonly unknown[], make: () => T) => T) => {
	let last: { readonly inputs: readonly unknown[]; readonly made: T } | undefined;
	return (inputs, make) => {
		if (!last?.inputs.every((input, index) => Object.is(input, inputs[index]))) last = { inputs, made: make() };
		return last.made;
	};
};
