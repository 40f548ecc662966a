import { defineConfig } from 'vitest/config'

/** No check is ended from outside: its own patience is shorter, and says what it was waiting for. */
const BEYOND_EVERY_PATIENCE = 30 * 60_000

/** A unit test takes milliseconds, and a busy machine may take this long over it. */
const BUSY = 60_000

/** In MB: a spec that needs more of it does not grade any more. The largest answer that it may read is 128 MiB. */
const HEAP_MB = 1024

const graded = {
  execArgv: [`--max-old-space-size=${HEAP_MB}`],
  // The state of a running spec is in modules (`src/verdict/spec-run.ts`, `src/waiting/progress.ts`,
  // `src/matchers/record.ts`): each has its own.
  isolate: true,
  runner: 'src/verdict/runner.ts',
  testTimeout: BEYOND_EVERY_PATIENCE,
  hookTimeout: BEYOND_EVERY_PATIENCE,
  // One for each section of the workshop: none waits for another.
  maxWorkers: 5,
}

/** Specs that take a machine for themselves: they start clusters, or whole batches of grades. */
const oneByOne = {
  testTimeout: BEYOND_EVERY_PATIENCE,
  hookTimeout: BEYOND_EVERY_PATIENCE,
  maxWorkers: 1,
}

const workshop = { setupFiles: ['src/workshop/matchers.ts'] }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'scripts/**/*.test.mjs', 'examples/*.test.mjs'],
          testTimeout: BUSY,
          // Vitest would leave one CPU to others: of two, that is half of the machine.
          maxWorkers: '100%',
        },
      },
      {
        test: {
          name: 'browser',
          include: ['specs/browser/*.spec.ts'],
          testTimeout: BUSY,
          hookTimeout: BUSY,
          // What a page shows late it shows; Vitest's own second is no limit for a busy machine.
          expect: { poll: { timeout: BUSY / 2 } },
        },
      },
      {
        test: {
          name: 'helm',
          include: ['specs/helm/*.spec.ts'],
          testTimeout: BUSY,
          hookTimeout: BUSY,
          maxConcurrency: 2,
        },
      },
      {
        test: {
          ...graded,
          ...workshop,
          name: 'workshop',
          include: ['specs/workshop/*.spec.ts'],
          globalSetup: ['src/workshop/global-setup.ts'],
        },
      },
      {
        test: {
          ...graded,
          name: 'tiny',
          include: ['specs/grader/tiny/*.spec.ts'],
          setupFiles: ['specs/grader/tiny/matchers.ts'],
        },
      },
      {
        test: {
          ...graded,
          ...workshop,
          name: 'calibration',
          include: ['specs/grader/calibration/*.spec.ts', 'fixtures/faulty-specs/*.spec.ts'],
        },
      },
      { test: { ...oneByOne, name: 'public', include: ['specs/public/*.spec.ts'] } },
      {
        test: {
          ...oneByOne,
          name: 'fairness',
          include: ['specs/fairness/*.spec.ts'],
          testTimeout: 6 * BEYOND_EVERY_PATIENCE,
        },
      },
      { test: { ...oneByOne, name: 'attacks', include: ['specs/grader/attacks/*.spec.ts'] } },
      { test: { ...oneByOne, name: 'grader', include: ['specs/grader/*.spec.ts'], maxConcurrency: 3 } },
    ],
    teardownTimeout: 30_000,
  },
})
