import { createHash } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import { Usage } from '../cli/exit.ts'
import { readInput } from '../cli/input.ts'
import { applyPolicy, countedRules } from '../gradebook/policy/apply.ts'
import type { InForce, Policy } from '../gradebook/policy/policy.ts'
import { type Known, readPolicy } from '../gradebook/policy/read.ts'
import type { Learner, Row } from '../gradebook/row.ts'
import { writeWhole } from '../output/write-whole.ts'
import type { Show } from '../report/policy.ts'
import type { Rule } from '../verdict/verdict.ts'
import { pointsOf } from '../verdict/workshop.ts'

/** In place of a file: no policy, from now on. */
const NONE = 'none'

/** The policy of a batch, if there is one. */
export interface PolicyOfBatch {
  inForce?: InForce
  show: Show
  /** How it differs from the last one of the gradebook. */
  notes: string[]
  /** A note on learners whom it names and who have not handed in. */
  strangers: string[]
  /** Makes a row of what was observed. */
  judge(row: Row): Row
  /** Keeps it in the gradebook, where the next batch finds it. */
  keep(): void
}

/** What a policy is read against. */
export interface Ground {
  /** The rules of all checks. */
  rubric: Rule[]
  /** Those of the sections that are graded. */
  graded: Rule[]
  sections: Known['sections']
  learners: Learner[]
  /** Whether a roster says who the learners are. */
  hasRoster: boolean
}

/**
 * The policy in a file; without a file, the one that the gradebook in `out` keeps; with `none`, no policy. So a policy
 * stays in force until somebody says otherwise. Throws `Usage` if it cannot be read, or if no check that is graded
 * counts.
 */
export function findPolicy(out: string, named: string | undefined, ground: Ground): PolicyOfBatch {
  const kept = path.join(out, 'policy.yaml')
  const before = existsSync(kept) ? readInput(kept) : undefined
  const file = named ?? (before === undefined ? NONE : kept)
  const text = file === NONE ? undefined : readInput(file)
  const notes = notesOn({ before, text, isNamed: named !== undefined, kept })
  if (text === undefined) {
    const keep = () => rmSync(kept, { force: true })
    return { show: 'all', notes, strangers: [], judge: (row) => row, keep }
  }
  const policy = readOn(ground, text, file)
  return {
    inForce: { policy, digest: digestOf(text) },
    show: policy.show,
    notes,
    strangers: strangersIn(policy, ground.learners),
    judge: (row) => applyPolicy(row, ground.graded, policy),
    keep: () => writeWhole(kept, text),
  }
}

function readOn(
  { rubric, graded, sections, learners, hasRoster }: Ground,
  text: string,
  file: string,
): Policy {
  const policy = readPolicy(text, file, { rules: rubric, sections, ...(hasRoster && { learners }) })
  if (pointsOf(countedRules(graded, policy)) === 0)
    throw new Usage(`${file}: no check counts: each is left out, or has 0 points.`)
  return policy
}

function strangersIn({ adjustments }: Policy, learners: Learner[]): string[] {
  const ids = new Set(learners.map(({ id }) => id))
  const strangers = [...adjustments.keys()].filter((id) => !ids.has(id))
  return strangers.length > 0
    ? [`The policy names learners who have not handed in: ${strangers.join(', ')}.`]
    : []
}

interface Change {
  before: string | undefined
  text: string | undefined
  isNamed: boolean
  kept: string
}

function notesOn({ before, text, isNamed, kept }: Change): string[] {
  if (before === undefined) return []
  const was = digestOf(before)
  if (text === undefined) return [`The policy (${was}) is no longer in force: the scores are the rubric’s.`]
  if (text !== before) return [`The policy has changed (${was} → ${digestOf(text)}).`]
  return isNamed ? [] : [`The policy in ${kept} (${was}) is in force; \`--policy none\` ends that.`]
}

/** Eight digits are enough to tell the few policies of a class apart. */
const digestOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 8)
