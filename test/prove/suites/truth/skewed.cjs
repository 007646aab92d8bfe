// Loaded into the program under test: its wall clock is so many milliseconds ahead of this machine's.
const ahead = Number(process.env.AIXCL_TEST_AHEAD);
const Real = Date;
const Skewed = class extends Real {
	constructor(...parts) {
		super(...(parts.length === 0 ? [Real.now() + ahead] : parts));
	}
	static now() {
		return Real.now() + ahead;
	}
};
// Some libraries know a date by the name of its class.
Object.defineProperty(Skewed, 'name', { value: 'Date' });
globalThis.Date = Skewed;
