import { sampleReport, sampleResult } from '../../report/sample.ts'
import type { Verdict } from '../../verdict/verdict.ts'
import type { Learner, Row } from '../row.ts'
import { type Chance, seed } from './chance.ts'
import { sampleHintsOf } from './hints.ts'
import { sampleRules } from './rules.ts'

/** What a roster may hold, by its row: a page must show it and obey none of it. */
const HOSTILE = new Map([
  [2, '<script>alert(1)</script>'],
  [3, '=HYPERLINK("https://example.com/","click")'],
  [4, 'Ada \u202egnihton'],
  [5, 'Wolfeschlegelstein'.repeat(12).slice(0, 200)],
  [6, 'Zoë 👩‍🚀🦄'],
  [7, '"><img src=x onerror="alert(2)">'],
  [8, "' onmouseover='alert(3)"],
  [9, 'נועם כהן'],
  [11, '7 of 9'],
  [12, '10 of 9'],
])

const FIRST = ['Ada', 'Grace', 'Alan', 'Barbara', 'Edsger', 'Frances', 'Donald', 'Radia', 'Linus', 'Margaret']
const LAST = ['Lovelace', 'Hopper', 'Turing', 'Liskov', 'Dijkstra', 'Allen', 'Knuth', 'Perlman', 'Ångström']
const OBJECTS = ['api', 'backend', 'shop-web', 'fast-ssd', 'web']

/** A class of the tests' own, the same each time: every standing and verdict, hostile names, and learners with the same work. */
export function sampleClass(count: number): Row[] {
  const chance = seed(20_261_124)
  const rows = Array.from({ length: count }, (_, i) => sampleRow(i, chance))
  for (const [i, row] of rows.entries()) {
    const before = rows[i - 1]?.ownObjects
    if (!before || !row.ownObjects) continue
    if (i % 40 === 21) row.ownObjects = before
    if (i % 40 === 31) row.ownObjects = [...before.slice(1), `${i}`]
  }
  return rows
}

function sampleRow(i: number, chance: Chance): Row {
  const learner = sampleLearner(i, chance)
  const ownObjects = Array.from({ length: 10 }, () => chance.digest())
  if (i % 29 === 15)
    return { learner, standing: 'nothing handed in', why: `There is no folder ${learner.id}.` }
  if (i % 31 === 17) return { learner, standing: 'not graded yet', why: 'The batch has not reached it yet.' }
  const isGradable = i % 37 !== 19
  const report = sampleReport(sampleChecks(chance, isGradable), { submission: learner.id })
  if (isGradable) return { learner, standing: 'graded', report, ownObjects }
  const why = 'scales-back-in: the API server does not answer <after 60 s>.'
  return { learner, standing: 'not gradable', why, report, ownObjects }
}

function sampleLearner(i: number, chance: Chance): Learner {
  const id = `student${`${i + 1}`.padStart(3, '0')}`
  const name = HOSTILE.get(i) ?? `${chance.of(FIRST)} ${chance.of(LAST)}`
  if (i % 50 === 10) return { id, name: id }
  return { id, name, login: `gh-${id}`, email: `${id}@example.com`, section: `Group ${'ABCD'[i % 4]}` }
}

function sampleChecks(chance: Chance, isGradable: boolean) {
  const share = 0.55 + chance.next() * 0.5
  const leftOut = chance.next() < 0.1 ? sampleRules.at(-1)?.section : undefined
  const verdicts = new Map<string, Verdict>()
  return sampleRules.map((rule) => {
    const lost = rule.needs.find((id) => verdicts.get(id) !== 'pass')
    const earned: Verdict = chance.next() < share ? 'pass' : 'fail'
    let verdict: Verdict = lost ? 'blocked' : earned
    if (rule.section === leftOut) verdict = 'absent'
    if (!isGradable && rule.id === 'scales-back-in') verdict = 'error'
    verdicts.set(rule.id, verdict)
    if (verdict === 'error')
      return sampleResult(rule.id, { verdict, problem: 'the API server does not answer' }, rule)
    if (verdict === 'blocked' && lost) return sampleResult(rule.id, { verdict, blockedBy: lost }, rule)
    if (verdict !== 'fail') return sampleResult(rule.id, { verdict }, rule)
    const name = chance.of(OBJECTS)
    const written = chance.of(sampleHintsOf(rule.id))
    const observed = written.observed.replaceAll('NAME', name)
    const hint = written.hint?.replaceAll('NAME', name)
    return sampleResult(rule.id, { verdict, finding: { expected: rule.says, observed, hint } }, rule)
  })
}
