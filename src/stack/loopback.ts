/** Whether only this machine reaches an IP address or a host of this name. */
export const isLoopbackAddress = (host: string): boolean =>
	host === 'localhost' || host === '::1' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
