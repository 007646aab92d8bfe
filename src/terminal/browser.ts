import { AixclError } from '../errors.ts';

/** Whether the program's user sits at another machine, so that a browser opened here is of no use. */
export const isRemoteSession = (env: NodeJS.ProcessEnv): boolean =>
	Boolean(env.SSH_CONNECTION || env.SSH_CLIENT || env.SSH_TTY || env.MOSH_CONNECTION);

const hasDisplay = (env: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean =>
	platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY || env.WSL_DISTRO_NAME);

/** Whether a browser can be opened where the user would see it. */
export const canOpenBrowser = (env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): boolean =>
	!isRemoteSession(env) && hasDisplay(env, platform);

/** The address as it may be opened: http or https, without user name and password. Throws an AixclError otherwise. */
export const webAddress = (url: string): string => {
	const parsed = URL.parse(url);
	if (parsed && /^https?:$/.test(parsed.protocol) && !parsed.username && !parsed.password) return parsed.href;
	throw new AixclError('Only an http or https address without a password can be opened', {
		code: 'terminal',
		hint: 'Check the address that was given with --grafana.',
	});
};

/** Opens an address in the user's browser. Throws an AixclError when that cannot be done. */
export const openInBrowser = async (url: string): Promise<void> => {
	const address = webAddress(url);
	try {
		const { default: open } = await import('open');
		const browser = await open(address);
		browser.on('error', () => {});
		browser.unref();
	} catch (cause) {
		throw new AixclError('No browser could be started', {
			code: 'terminal',
			hint: `Open ${address} yourself.`,
			cause,
		});
	}
};
