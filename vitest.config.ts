import { defineConfig } from 'vitest/config';

/**
 * Kinds of tests: `unit` needs nothing, the others get real services from the test launcher; `crash` starts and kills its
 * own.
 */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts', 'src/**/*.test.ts'] } },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          // A busy machine is slow, not wrong: what is waited for may take its time.
          expect: { poll: { timeout: 15_000 } },
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      { test: { name: 'crash', include: ['test/crash/**/*.test.ts'] } },
    ],
  },
});
