import { renameSync } from 'node:fs'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import type { TestProject } from 'vitest/node'
import { root as projectRoot } from '../setup/paths.ts'
import type { Problem } from '../submission/problem.ts'
import { chart, loadSample, object, root, write } from '../submission/sample.ts'
import type { Submission } from '../submission/submission.ts'
import { type Section, specOf, type Workshop } from '../verdict/workshop.ts'
import type { Broker } from './broker.ts'
import { regradeOnChange } from './regrade.ts'

// Between two looks at the submission no time goes by here.
vi.mock(import('node:timers/promises'), async (importOriginal) => {
  const original = await importOriginal()
  return { ...original, setTimeout: async <T>(_?: number, value?: T) => original.setImmediate(value as T) }
})

/** A section whose input is the object of its name. */
const section = (id: string): Section => ({
  id,
  title: id,
  points: 1,
  offers: 'something',
  isHandedIn: () => true,
  inputs: async ({ manifests }) => manifests.filter(({ name }) => name === id).map((one) => one.object),
  demand: async () => ({ cpu: 0, memory: 0, pods: 1 }),
  needsNodeAlone: false,
  readsMetrics: false,
  usesHelm: false,
  begin: async () => {},
})

const workshop: Workshop = {
  project: 'sample',
  specs: 'specs',
  fixtures: 'fixtures',
  app: { chart, images: [], recommended: '', containers: [] },
  sections: [section('one'), section('two')],
  calibrations: [],
  complete: async ({ manifests }) => manifests,
  notes: async () => [],
}

const told = vi.spyOn(console, 'error')

beforeEach(() => {
  told.mockReset().mockReturnValue()
  write({ 'one.yaml': object('ConfigMap', 'one'), 'two.yaml': object('ConfigMap', 'two') })
})

/** A watch of the folder whose checks have all passed once. Returns what is done with Vitest and the broker. */
async function watch(): Promise<string[]> {
  const done: string[] = []
  const modules = workshop.sections.map((one) => ({
    moduleId: path.join(projectRoot, specOf(workshop, one)),
    project: { name: workshop.project },
    children: {
      allTests: () => [
        { meta: () => ({ rule: { id: one.id, section: one.title }, outcome: { verdict: 'pass' } }) },
      ],
    },
  }))
  const vitest = {
    state: { getTestModules: () => modules },
    waitForTestRunEnd: async () => {},
    cancelCurrentRun: async () => done.push('end the run'),
    getModuleSpecifications: (moduleId: string) => [path.basename(moduleId, '.spec.ts')],
    rerunTestSpecifications: async (specs: string[]) => done.push(`run ${specs.join(', ')}`),
  }
  const project = { name: workshop.project, vitest, provide() {} } as unknown as TestProject
  const broker = { expect: async () => {}, clear: () => done.push('clear') } as unknown as Broker
  const ending = new AbortController()
  const submission = await loadSample()
  const dryRun = {
    ask: async ({ manifests }: Submission) =>
      manifests.flatMap(({ kind, name }): Problem[] =>
        kind === 'Job' ? [{ severity: 'error', message: `kubectl refuses ${name}` }] : [],
      ),
    told() {},
  }
  const watching = regradeOnChange({ workshop, project, broker, dryRun, submission, signal: ending.signal })
  onTestFinished(async () => {
    ending.abort()
    await watching
  })
  await setImmediate()
  done.length = 0
  return done
}

/** However busy the machine is. */
const poll = (look: () => string[]) => expect.poll(look, { timeout: 30_000 })

test('a change ends the run, and runs the sections that it affects', async () => {
  const done = await watch()
  write({ 'two.yaml': object('ConfigMap', 'two', 'data: {a: b}') })
  await poll(() => done).toEqual(['end the run', 'run 1-two', 'clear'])
})

test('what the cluster would refuse is said at once', async () => {
  await watch()
  write({ 'job.yaml': object('Job', 'three') })
  await expect.poll(() => told.mock.calls.flat().join('\n')).toContain('kubectl refuses three')
})

test('the run ends when the folder is away, and everything is graded anew when it is back', async () => {
  const done = await watch()
  renameSync(root, `${root}-away`)
  await poll(() => done).toEqual(['end the run', 'clear'])
  expect(told.mock.calls).toEqual([
    [expect.stringContaining(`${root} is away, or may not be read. The watch`)],
  ])
  renameSync(`${root}-away`, root)
  await poll(() => done.slice(2)).toEqual(['end the run', 'run 0-one, 1-two', 'clear'])
})
