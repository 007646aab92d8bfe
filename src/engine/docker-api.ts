type Signalled = { readonly abortSignal: AbortSignal };

/**
 * What aixcl uses of dockerode. Its own types promise what an engine answers and leave out that every call takes a
 * signal; here each answer is unknown until it was read.
 */
export type DockerApi = {
	ping(options: Signalled): Promise<unknown>;
	version(options: Signalled): Promise<unknown>;
	info(options: Signalled): Promise<unknown>;
	listContainers(options: Signalled & { readonly all: boolean }): Promise<unknown>;
	getEvents(
		options: Signalled & { readonly filters: object; readonly since?: string; readonly until?: string },
	): Promise<unknown>;
	getContainer(id: string): {
		inspect(options: Signalled): Promise<unknown>;
		stats(options: Signalled & { readonly stream: false; readonly 'one-shot'?: boolean }): Promise<unknown>;
		logs(options: Signalled & Readonly<Record<string, unknown>>): Promise<unknown>;
		top(options: Signalled & { readonly ps_args?: string }): Promise<unknown>;
		start(options: Signalled): Promise<unknown>;
		stop(options: Signalled): Promise<unknown>;
		restart(options: Signalled): Promise<unknown>;
		pause(options: Signalled): Promise<unknown>;
		unpause(options: Signalled): Promise<unknown>;
		kill(options: Signalled & { readonly signal?: string }): Promise<unknown>;
		remove(options: Signalled): Promise<unknown>;
		exec(options: Signalled & Readonly<Record<string, unknown>>): Promise<{ readonly id: string }>;
	};
	getExec(id: string): {
		start(options: Signalled & Readonly<Record<string, unknown>>): Promise<unknown>;
		resize(options: Signalled & { readonly h: number; readonly w: number }): Promise<unknown>;
		/** Takes no signal. */
		inspect(): Promise<unknown>;
	};
};
