import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type Run, runSpecs } from '../../src/grade/run.ts'
import type { Results } from '../../src/report/collector.ts'
import { UNWATCHED } from '../../src/report/progress.ts'
import { total } from '../../src/report/report.ts'
import { fixture } from '../../src/setup/paths.ts'
import { loadSubmission } from '../../src/submission/submission.ts'
import { placeOf } from '../../src/verdict/sample.ts'
import { helm } from '../../src/workshop/sections/helm.ts'
import { workshop } from '../../src/workshop/workshop.ts'

/** These specs fail before they would ask a cluster. */
const places: Run['places'] = {
  prepare: async () => {},
  open: async () => placeOf('helm'),
  close: async () => {},
}

/** Runs a spec of `fixtures/faulty-specs/` as a grade does, with no cluster behind it, and says what came of it. */
async function run(spec: string) {
  const reports = await mkdtemp(path.join(tmpdir(), 'assay-faults-'))
  onTestFinished(() => rm(reports, { recursive: true }))
  let results: Results = { checks: [], refusals: [], faults: [] }
  const request: Run = {
    places,
    submission: await loadSubmission(fixture('reference'), workshop.app),
    project: 'calibration',
    sections: [helm],
    specs: [`fixtures/faulty-specs/${spec}`],
    reports,
    signal: new AbortController().signal,
  }
  const keep = (latest: Results) => {
    results = latest
  }
  await runSpecs(request, keep, UNWATCHED)
  const { checks, faults } = results
  return { verdicts: checks.map(({ verdict }) => verdict), faults, ...total(checks, faults, [helm]) }
}

test.each([
  ['hook-fails', 'the hook of this spec fails', ['error']],
  ['does-not-load', 'this spec does not load', []],
  ['no-tests', 'No test suite found', []],
  ['worker-dies', 'Worker forks emitted error', ['error']],
  ['not-awaited', 'nobody awaited this', ['pass']],
])('%s is no grade', async (spec, fault, expected) => {
  const { verdicts, faults, gradable } = await run(spec)
  expect(gradable).toBe(false)
  expect(faults).toContainEqual(expect.stringContaining(fault))
  expect(verdicts).toEqual(expected)
})

test('no spec at all is no grade', async () => {
  await expect(run('there-is-none')).rejects.toThrow('No test files found')
})
