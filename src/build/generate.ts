import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generated } from './generated.ts';

const root = new URL('../../', import.meta.url);
const isCheck = process.argv.includes('--check');

for (const { path, text } of generated) {
	const file = fileURLToPath(new URL(path, root));
	const current = await readFile(file, 'utf8').catch(() => undefined);
	const wanted = text(current);
	if (current === wanted) continue;
	if (isCheck) {
		console.error(`${path} is not what the source says: run \`npm run generate\`.`);
		process.exitCode = 1;
	} else {
		await mkdir(dirname(file), { recursive: true });
		await writeFile(file, wanted);
		console.error(`wrote ${path}`);
	}
}
