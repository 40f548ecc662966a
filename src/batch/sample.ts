import type { Control, Grade, Key } from './journal.ts'

/** A key for tests. */
export function sampleKey(submission: string): Key {
  const rest = { rubric: 'r1', assay: '0.1.0', nodeImage: 'assay/node:1', pace: 'fast' } as const
  return { submission, ...rest, sections: ['scaling', 'helm'] }
}

/** A grade for tests of the journal's readers. */
export function sampleGrade(learner: string, rest: Partial<Grade> = {}): Grade {
  const key = sampleKey(`digest of ${learner}`)
  return {
    kind: 'grade',
    learner,
    key,
    standing: 'graded',
    startedAt: '2026-11-24T12:10:00.000Z',
    endedAt: '2026-11-24T12:12:00.000Z',
    ...rest,
  }
}

/** A control for the same tests. */
export function sampleControl(isFull: boolean): Control {
  return { kind: 'control', isFull, said: isFull ? '100/100' : '85/100', endedAt: '2026-11-24T12:10:00.000Z' }
}
