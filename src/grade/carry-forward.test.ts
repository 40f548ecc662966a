import { describe, expect, test } from 'vitest'
import { sampleResult } from '../report/sample.ts'
import { NOTHING, type Submission } from '../submission/submission.ts'
import type { Foundation, Section } from '../verdict/workshop.ts'
import { hasFoundationFailed, replacedFor } from './carry-forward.ts'

const sectionOf = (id: string) => ({ id, title: `The ${id}` }) as Section
const other: Submission = { ...NOTHING, name: 'other' }
const foundation: Foundation = { section: sectionOf('app'), replaceFor: async () => other }

const fail = (observed: string) => ({
  verdict: 'fail' as const,
  finding: { expected: 'an answer', observed },
})
const appFails = (observed = 'no answer') => sampleResult('comes-up', fail(observed), { section: 'The app' })
const results = (...checks: ReturnType<typeof sampleResult>[]) => ({ checks, refusals: [], faults: [] })

describe('the foundation has failed', () => {
  test('if a check of its own has', () => {
    expect(hasFoundationFailed(foundation, results(appFails()))).toBe(true)
  })

  test('not if only another section has', () => {
    const others = results(sampleResult('scales', fail('one Pod'), { section: 'The scaling' }))
    expect(hasFoundationFailed(foundation, others)).toBe(false)
  })

  test('not if the grader has', () => {
    const error = { verdict: 'error' as const, problem: 'the node is not Ready' }
    expect(
      hasFoundationFailed(foundation, results(sampleResult('comes-up', error, { section: 'The app' }))),
    ).toBe(false)
  })

  // Of an object, of a Pod of the app, or of a Pod of another section, which only a check tells of.
  test.each([
    ['pods "api" is forbidden: violates PodSecurity "baseline": privileged', false],
    ['ValidatingAdmissionPolicy x denied request: Ingress x leads to another section', false],
    ['ValidatingAdmissionPolicy x denied request: container c does not use image shopp; …', true],
  ])('where the cluster says %j: %s', (said, failed) => {
    expect(hasFoundationFailed(foundation, results(appFails(said)))).toBe(failed)
    const elsewhere = sampleResult('scales', fail(said), { section: 'The scaling' })
    expect(hasFoundationFailed(foundation, results(appFails(), elsewhere))).toBe(failed)
    const refusal = { apiVersion: 'v1', kind: 'Pod', name: 'x', message: said }
    expect(hasFoundationFailed(foundation, { ...results(appFails()), refusals: [refusal] })).toBe(failed)
  })
})

describe('a section is observed once more', () => {
  const scaling = sectionOf('scaling')
  const lost = (verdict: 'blocked' | 'absent' | 'pass') =>
    results(sampleResult('scales', { verdict }, { section: 'The scaling' }))

  test.each([
    ['blocked', other],
    ['absent', undefined],
    ['pass', undefined],
  ] as const)('with a check that is %s', async (verdict, expected) => {
    expect(await replacedFor(foundation, scaling, NOTHING, lost(verdict))).toBe(expected)
  })

  test('not the foundation itself', async () => {
    expect(await replacedFor(foundation, foundation.section, NOTHING, results(appFails()))).toBeUndefined()
  })
})
