import { writeFileSync } from 'node:fs';
import { suites } from './suites.ts';

// Runs one suite in a process of its own, so that none lives on what another has left behind.
const [name, count, seed, file] = process.argv.slice(2);
const suite = suites.find(each => each.name === name);
if (!suite || !file) throw new Error(`there is no suite ${name}`);
const outcome = await suite.run(Number(count), Number(seed));
writeFileSync(file, JSON.stringify(outcome));
// The pty library keeps the process for a while after its last program has ended.
process.exit();
