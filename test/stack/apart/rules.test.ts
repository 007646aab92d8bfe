import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { type MetricId, metricOf } from '../../../src/metrics/catalogue/catalogue.ts';
import { describeParts } from '../describe-parts.ts';
import { llmRuleCases } from '../llm-rule-cases.ts';
import { type RuleCase, ruleCases } from '../rule-cases.ts';
import { runProgram } from '../run-program.ts';

const file = fileURLToPath(new URL('../../../provisioning/prometheus/rules/aixcl.rules.yml', import.meta.url));

const labelsOf = (labels: string): string => labels.replace(/^,/, '');

const testFile = ({ about, given, expected, absent = [] }: RuleCase) => {
	const job = (id: MetricId) =>
		({ host: 'n', postgres: 'p', container: 'c', gpu: 'g', llm: 'm' })[id.split('.')[0] as 'host'];
	const ids = [...new Set([...expected.map(([id]) => id), ...absent])];
	return {
		rule_files: [file],
		evaluation_interval: '15s',
		tests: [
			{
				name: about,
				interval: '15s',
				input_series: given.map(([series, value]) => ({
					series,
					values: value.includes('x') ? value : value.startsWith('+') ? `0${value}x20` : `${value}x20`,
				})),
				promql_expr_test: ids.map(id => ({
					// The last bits of a quotient are nobody's promise.
					expr: `round(${metricOf(id).series}, 1e-6)`,
					eval_time: '5m',
					exp_samples: expected
						.filter(([other]) => other === id)
						.map(([, labels, value]) => ({
							labels: `{job="${job(id)}",instance="i"${labels && `,${labelsOf(labels)}`}}`,
							value: Math.round(value * 1e6) / 1e6,
						})),
				})),
			},
		],
	};
};

describeParts('the recording rules', ({ promtool }) => {
	it('are valid', async () => expect(await runProgram(promtool, ['check', 'rules', file])).toContain('SUCCESS'));

	it.each([...ruleCases, ...llmRuleCases])('$about', async one => {
		const folder = await mkdtemp(join(tmpdir(), 'aixcl-rules-'));
		try {
			const path = join(folder, 'tests.yml');
			await writeFile(path, JSON.stringify(testFile(one)));
			expect(await runProgram(promtool, ['test', 'rules', path])).toContain('SUCCESS');
		} finally {
			await rm(folder, { recursive: true });
		}
	});
});
