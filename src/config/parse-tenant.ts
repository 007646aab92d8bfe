import { AixclError } from '../errors.ts';

/** The name of a tenant, which is sent as a header: 1 to 150 visible ASCII characters. */
export const parseTenant = (text: string, label: string): string => {
	if (/^[!-~]{1,150}$/.test(text)) return text;
	throw new AixclError(`${label} must be 1 to 150 visible ASCII characters`, {
		code: 'usage',
		hint: 'Give the name that the server knows the tenant by.',
	});
};
