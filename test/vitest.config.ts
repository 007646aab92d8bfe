import { defineConfig } from 'vitest/config';

const report = process.env.AIXCL_TEST_REPORT;

/**
 * Three layers: pure units and screens on an emulator, the built bundle in a pty, and real parts, which one rig has for
 * all tests of `stack`, while those `apart` start what they need themselves.
 */
export default defineConfig({
	root: new URL('..', import.meta.url).pathname,
	test: {
		// Colours as on a terminal, times as in the tests.
		env: { FORCE_COLOR: '3', TZ: 'UTC' },
		expect: { poll: { timeout: 10_000 } },
		reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
		projects: [
			{
				extends: true,
				test: {
					name: 'unit',
					// Nothing here takes long but on a machine that is busy with something else.
					testTimeout: 30_000,
					hookTimeout: 30_000,
					include: ['test/**/*.test.{ts,tsx}'],
					exclude: ['test/pty/**', 'test/stack/**'],
				},
			},
			{
				extends: true,
				test: {
					name: 'pty',
					include: ['test/pty/**/*.test.ts'],
					testTimeout: 30_000,
					hookTimeout: 30_000,
					maxWorkers: 1,
				},
			},
			...[
				{
					name: 'stack',
					include: ['test/stack/*.test.ts'],
					globalSetup: ['test/stack/setup.ts'],
				},
				{ name: 'apart', include: ['test/stack/apart/*.test.ts'] },
			].map(test => ({
				extends: true as const,
				test: { ...test, testTimeout: 120_000, hookTimeout: 180_000, maxWorkers: 1 },
			})),
		],
	},
});
