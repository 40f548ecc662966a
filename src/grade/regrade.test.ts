import { renameSync, rmSync, symlinkSync } from 'node:fs'
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
  isHandedIn: ({ manifests }) => manifests.some(({ name }) => name.startsWith(id)),
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

/** A test of the run that Vitest has last made of a section. */
interface Run {
  meta(): { rule: object; outcome?: { verdict: string } }
}

const moduleIdOf = (one: Section) => path.join(projectRoot, specOf(workshop, one))

const runOf = (one: Section, verdict?: string): Run => ({
  meta: () => ({ rule: { id: one.id, section: one.title }, ...(verdict ? { outcome: { verdict } } : {}) }),
})

/** What is done with Vitest and the broker, and the tests that have run last, of each section in turn. */
interface Watching {
  done: string[]
  tests: Run[][]
}

/** A watch of the folder whose checks have all passed once. What Vitest runs again has ended at once, or when `rerun` has. */
async function watch(rerun?: Promise<void>): Promise<Watching> {
  const done: string[] = []
  const tests = workshop.sections.map((one) => [runOf(one, 'pass')])
  const modules = workshop.sections.map((one, i) => ({
    moduleId: moduleIdOf(one),
    project: { name: workshop.project },
    children: { allTests: () => tests[i] },
  }))
  const vitest = {
    state: {
      getTestModules: () => modules,
      clearFiles(_: TestProject, moduleIds: string[]) {
        for (const [i, { moduleId }] of modules.entries()) if (moduleIds.includes(moduleId)) tests[i] = []
      },
    },
    getGlobalTestNamePattern: () => undefined,
    waitForTestRunEnd: async () => {},
    cancelCurrentRun: async () => done.push('end the run'),
    getModuleSpecifications: (moduleId: string) => [{ moduleId }],
    async rerunTestSpecifications(specs: { moduleId: string }[]) {
      done.push(`run ${specs.map(({ moduleId }) => path.basename(moduleId, '.spec.ts')).join(', ')}`)
      await rerun
    },
  }
  const project = { name: workshop.project, vitest, provide() {} } as unknown as TestProject
  const broker = { expect: async () => {}, refuse() {}, clear: () => done.push('clear') } as unknown as Broker
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
  await setImmediate()
  done.length = 0
  return { done, tests }
}

/** However busy the machine is. */
const poll = (look: () => string[]) => expect.poll(look, { timeout: 30_000 })

test('a change ends the run, and runs the sections that it affects', async () => {
  const { done } = await watch()
  write({ 'two.yaml': object('ConfigMap', 'two', 'data: {a: b}') })
  await poll(() => done).toEqual(['end the run', 'run 1-two', 'clear'])
})

test('a verdict is told when its check has ended, and not what the run before came to', async () => {
  const { promise: end, resolve } = Promise.withResolvers<void>()
  onTestFinished(() => resolve())
  const { done, tests } = await watch(end)
  tests[1] = [runOf(section('two'), 'absent')]
  write({ 'two.yaml': object('ConfigMap', 'two', 'data: {a: b}') })
  await poll(() => done).toEqual(['end the run', 'run 1-two'])
  tests[1] = [runOf(section('two'), 'fail')]
  await poll(() => told.mock.calls.flat()).toEqual(['two: pass → fail'])
  expect(done).not.toContain('clear')
})

test('a section that something is handed in for at last is run, whatever its input is', async () => {
  rmSync(path.join(root, 'two.yaml'))
  const { done } = await watch()
  write({ 'two.yaml': object('ConfigMap', 'two-and-more') })
  await poll(() => done).toEqual(['end the run', 'run 1-two', 'clear'])
})

test('a change that no section reads ends the run as well, and says so', async () => {
  const { done } = await watch()
  write({ 'three.yaml': object('ConfigMap', 'three') })
  await poll(() => done).toEqual(['end the run', 'clear'])
  expect(told.mock.calls.flat()).toEqual(['No section reads what has changed.'])
})

test('a file that is not read is a change: the watch says why', async () => {
  const { done, tests } = await watch()
  write({ 'one.yaml': object('ConfigMap', 'one', 'data: {a: b}') })
  await poll(() => done).toEqual(['end the run', 'run 0-one', 'clear'])
  tests[0] = [runOf(section('one'), 'pass')]
  symlinkSync('/dev/null', path.join(root, 'link.yaml'))
  await poll(() => told.mock.calls.flat()).toEqual([
    expect.stringContaining('link.yaml'),
    'No section reads what has changed.',
  ])
})

test('what the cluster would refuse is said at once', async () => {
  await watch()
  write({ 'job.yaml': object('Job', 'three') })
  await expect.poll(() => told.mock.calls.flat().join('\n')).toContain('kubectl refuses three')
})

test('the run ends when the folder is away, and everything is graded anew when it is back', async () => {
  const { done } = await watch()
  renameSync(root, `${root}-away`)
  await poll(() => done).toEqual(['end the run', 'clear'])
  expect(told.mock.calls).toEqual([
    [expect.stringContaining(`${root} is away, or may not be read. The watch`)],
  ])
  renameSync(`${root}-away`, root)
  await poll(() => done.slice(2)).toEqual(['end the run', 'run 0-one, 1-two', 'clear'])
})
