import path from 'node:path'
import { beforeEach, inject, type TestContext } from 'vitest'
import { leaveRoom } from '../cluster/capacity/turns.ts'
import type { Refusal } from '../cluster/cluster.ts'
import type { Submission } from '../submission/submission.ts'
import { watchThrough } from '../waiting/progress.ts'
import { type Section, sections } from '../workshop/sections.ts'
import { keepEvidence } from './evidence.ts'
import { type Given, grade, gradedSection, test } from './fixtures.ts'
import { absence, conclude, isSick, judge, obstacle } from './judge.ts'
import type { Outcome, Rule } from './verdict.ts'

declare module 'vitest' {
  interface TaskMeta {
    rule?: Rule
    outcome?: Outcome
    /** What the cluster refused of what was handed in, so far. */
    refusals?: Refusal[]
  }
}

/** One sentence of the workshop that the cluster can confirm or deny. */
export interface Check {
  /** The sentence, for the learner to read. */
  says: string
  points: number
  /** What to do when it fails. */
  hint: string
  /** Checks without which this one makes no sense. */
  needs?: CheckId[]
  /** Looks at what the cluster does; throws a Failure where it is not what `says` says. */
  observe(given: Given & TestContext): Promise<void>
}

/** A check that has been declared; what `needs` takes. */
export type CheckId = { readonly id: string }

/** What the section's `offers` says, for each of its checks. */
let offered = ''

/** How a section begins. */
export interface Beginning {
  /** What `isHandedIn` looks for, for a learner to read. */
  offers: string
  /** Whether the submission has anything for this section; where it has not, every check is `absent`. */
  isHandedIn(submission: Submission): boolean
  /** Brings the section into the state from which the workshop starts it; waits for nothing. */
  begin(given: Given): Promise<void>
}

/** Opens the spec of one section; its checks follow in the workshop's order. */
export function section(name: Section, { offers, isHandedIn, begin }: Beginning): void {
  grade(name)
  offered = offers
  if (isHandedIn(inject('submission'))) test.beforeAll(begin)
  test.afterAll(({ cluster }) =>
    leaveRoom(cluster).catch((error: Error) => {
      if (!isSick()) throw error
    }),
  )
  beforeEach(({ annotate, signal, skip, task }) => {
    watchThrough({ announce: (text) => void annotate(text, 'waiting'), signal })
    const outcome = isHandedIn(inject('submission'))
      ? obstacle(task)
      : absence(inject('submission'), isHandedIn)
    if (!outcome) return
    conclude(task, outcome)
    skip(outcome.verdict)
  })
  test.afterEach(async ({ cluster, signal, task }) => {
    task.meta.refusals = cluster.refused
    if (task.meta.outcome) return
    // Vitest takes no annotation once the body has ended.
    watchThrough({ announce() {}, signal })
    const outcome = await judge(task, cluster, signal)
    conclude(task, outcome)
    if (outcome.verdict !== 'pass')
      await keepEvidence(cluster, path.join(inject('reports'), 'evidence', task.name))
  })
}

/** Declares a check of the section. */
export function check(id: string, { says, points, hint, needs = [], observe }: Check): CheckId {
  const { title } = sections[gradedSection()]
  const needed = needs.map((need) => need.id)
  const rule: Rule = { id, section: title, offers: offered, says, points, hint, needs: needed }
  test(id, { meta: { rule } }, observe)
  return { id }
}
