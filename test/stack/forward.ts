import { connect, createServer } from 'node:net';

// Runs in a network namespace: answers on a socket in a folder for each port, and passes on to that port on loopback.
const [folder, ...ports] = process.argv.slice(2);
for (const port of ports) {
	createServer(near => {
		const far = connect(Number(port), '127.0.0.1');
		near.pipe(far).pipe(near);
		near.on('error', () => far.destroy());
		far.on('error', () => near.destroy());
	}).listen(`${folder}/${port}`);
}
