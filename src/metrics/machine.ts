/** The machine's part of an `instance`, which may be `host:port` or a URL. */
export const machineOf = (instance: string): string => {
	const text = instance.includes('://') ? instance : `http://${instance}`;
	return URL.canParse(text) ? new URL(text).hostname : instance;
};
