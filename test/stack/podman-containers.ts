const ON_TERM = "trap 'exit 0' TERM;";
const tick = (more = '') => `${ON_TERM} n=0; while :; do n=$((n+1)); echo "line $n"; ${more} sleep 0.5; done`;

/** Every container by name: its options, and what its shell does. */
export const podmanRecipes = (isRootless: boolean): Readonly<Record<string, readonly [readonly string[], string]>> => ({
	busy: [
		['--stop-timeout', '1', '--label', 'com.docker.compose.service=busy', ...(isRootless ? [] : ['--memory', '64m'])],
		'while :; do :; done',
	],
	chatty: [['--stop-timeout', '2'], tick('echo "error $n" >&2;')],
	// Without systemd nobody runs the checks by themselves.
	checked: [['--health-cmd', 'test ! -e /sick', '--health-interval', 'disable', '--health-retries', '1'], tick()],
	tty: [['--tty'], tick()],
	gone: [[], 'echo "cannot read its settings" >&2; exit 3'],
	'on-host': [['--network', 'host'], `${ON_TERM} sleep 9999 & wait`],
});
