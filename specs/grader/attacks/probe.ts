import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, type TestContext } from 'vitest'
import { assess } from '../../../src/conformance/assess.ts'
import { toCase } from '../../../src/conformance/case.ts'
import { conform } from '../../../src/conformance/conformance.ts'
import { loadReference, toSubject } from '../../../src/conformance/subject.ts'
import { collectRules } from '../../../src/grade/rubric.ts'
import type { Setup } from '../../../src/setup/setup.ts'
import { workshop } from '../../../src/workshop/workshop.ts'

/** Grades the reference with a Pod more that tries to reach some places: it must not get through, and must cost no point. */
export async function expectUnreachable(
  { signal, onTestFinished }: Pick<TestContext, 'signal' | 'onTestFinished'>,
  setup: Setup,
  probes: string[],
): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'assay-attacks-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const sentence = 'A Pod tries to reach a place that is known only while the attack is tried.'
  const testCase = toCase('attack', 'prober', { sentence, stops: 'network', sections: ['postgres'], probes })
  const subject = await toSubject(workshop, testCase, folder, await loadReference(workshop))
  const rules = await collectRules(workshop)
  const found: string[] = []
  const out = path.join(folder, 'reports')
  await conform({ subjects: [subject], setup, out, signal }, (outcome) => {
    found.push(...assess(outcome, { rules, update: false }))
  })
  expect(found, found.join('; ')).toEqual([])
}
