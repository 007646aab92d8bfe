const limit = 64;
const shape = /^https?:\/\/[\u0021-\u007e]{1,2000}$/;

/** The addresses that text on the screen may link to: only those which the program itself made a link of. */
export type Links = {
	/** The text as a link where the address is a plain http(s) one; else the text as it is. */
	wrap(url: string, text: string): string;
	/** The number of an address that was wrapped before; 0 for any other. */
	numberOf(url: string): number;
	/** The sequence that begins the link of a number, or ends the link for 0. */
	sequence(number: number): string;
};

export const createLinks = (): Links => {
	const urls = [''];
	return {
		wrap(url, text) {
			if (!shape.test(url)) return text;
			if (!urls.includes(url)) {
				if (urls.length > limit) return text;
				urls.push(url);
			}
			return `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\`;
		},
		numberOf: url => Math.max(0, urls.indexOf(url)),
		sequence: number => `\u001b]8;;${urls[number] ?? ''}\u001b\\`,
	};
};
