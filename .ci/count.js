// Prints the counts of reports by vitest. A file that could not be loaded counts as one failure; so does no report.
import { readFileSync } from 'node:fs';

function read(path) {
	try {
		return JSON.parse(readFileSync(path, 'utf8'));
	} catch {
		return { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, numTodoTests: 0, testResults: [] };
	}
}

const counts = { passed: 0, failed: 0, skipped: 0 };
for (const path of process.argv.slice(2)) {
	const report = read(path);
	const unloaded = report.testResults.filter(file => file.status === 'failed' && file.assertionResults.length === 0);
	counts.passed += report.numPassedTests;
	counts.failed += report.numFailedTests + unloaded.length;
	counts.skipped += report.numPendingTests + report.numTodoTests;
}
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
process.exitCode = counts.failed > 0 ? 1 : 0;
