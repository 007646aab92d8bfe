// Loaded into the program before its own code: keeps in a file how many bytes it has read from its terminal.
const { openSync, writeSync } = require('node:fs');
const { ReadStream } = require('node:tty');

const file = openSync(process.env.AIXCL_COUNT_FILE, 'w');
const { push } = ReadStream.prototype;
let bytes = 0;
ReadStream.prototype.push = function count(chunk, ...rest) {
	const more = push.call(this, chunk, ...rest);
	if (chunk) {
		bytes += chunk.length;
		writeSync(file, String(bytes).padEnd(12), 0);
	}
	return more;
};
