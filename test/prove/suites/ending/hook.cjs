// Loaded into the program before its own code: ends it from within, as a bug or a fault of the machine would.
const fail = () => {
	throw new Error('thrown on purpose');
};
const ends = {
	timer: () => setTimeout(fail),
	rejection: () => void Promise.reject(new Error('rejected on purpose')),
	output: () => process.stdout.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })),
	input: () => process.stdin.push(null),
	memory() {
		const kept = [];
		while (true) kept.push(Array.from({ length: 100_000 }, (_, index) => index + 0.5));
	},
};
process.on('SIGUSR2', () => ends[process.env.AIXCL_END_BY]());
