const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs `stop` before a signal ends this process, then lets the signal do so. Gives what takes this back. */
export function stopOnSignal(stop: () => Promise<void>): () => void {
	const forget = () => {
		for (const name of SIGNALS) process.off(name, onSignal);
	};
	async function onSignal(name: NodeJS.Signals) {
		await stop().catch(error => console.error(error));
		forget();
		process.kill(process.pid, name);
	}
	for (const name of SIGNALS) process.on(name, onSignal);
	return forget;
}
