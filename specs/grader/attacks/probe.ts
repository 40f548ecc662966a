import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, type TestContext } from 'vitest'
import { assess } from '../../../src/conformance/assess.ts'
import { conform } from '../../../src/conformance/conformance.ts'
import { toRecipe } from '../../../src/conformance/recipe.ts'
import { toSubject } from '../../../src/conformance/subject.ts'
import { collectRules } from '../../../src/grade/rubric.ts'
import type { Parts } from '../../../src/setup/parts.ts'
import { fixture } from '../../../src/setup/places.ts'
import { loadSubmission } from '../../../src/submission/submission.ts'
import { nanomon } from '../../../src/workshop/nanomon.ts'

/** Grades the reference with a Pod more that tries to reach some places: it must not get through, and must cost no point. */
export async function expectUnreachable(
  { signal, onTestFinished }: Pick<TestContext, 'signal' | 'onTestFinished'>,
  parts: Parts,
  probes: string[],
): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'assay-attacks-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const sentence = 'A Pod tries to reach a place that is known only while the attack is tried.'
  const recipe = toRecipe('attack', 'prober', { sentence, stops: 'network', probes })
  const subject = await toSubject(recipe, folder, await loadSubmission(fixture('reference'), nanomon))
  const rules = await collectRules()
  const found: string[] = []
  const out = path.join(folder, 'reports')
  await conform({ subjects: [subject], parts, out, signal }, (outcome) => {
    found.push(...assess(outcome, { rules, update: false }))
  })
  expect(found, found.join('; ')).toEqual([])
}
