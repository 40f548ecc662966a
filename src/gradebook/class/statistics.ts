import type { Rule, Verdict } from '../../verdict/verdict.ts'
import { pointsOf } from '../../verdict/workshop.ts'
import type { Row, Standing } from '../row.ts'

/** All standings, in the order in which they are shown. */
export const standings: Standing[] = ['graded', 'not gradable', 'nothing handed in', 'not graded yet']

/** The number of learners of each standing. */
export function countStandings(rows: Row[]): Record<Standing, number> {
  const count = (standing: Standing) => rows.filter((row) => row.standing === standing).length
  return Object.fromEntries(standings.map((standing) => [standing, count(standing)])) as Record<
    Standing,
    number
  >
}

/** Reports that count. */
const reportsOf = (rows: Row[]) =>
  rows.flatMap(({ standing, report }) => (standing === 'graded' && report ? [report] : []))

/** The scores of those who are graded, the lowest first, in points. */
export const scoresOf = (rows: Row[]) =>
  reportsOf(rows)
    .map(({ score }) => score)
    .sort((a, b) => a - b)

/** The most points that graded learners can have; the sum of the rules' points if nobody is graded. */
export const bestOf = (rows: Row[], rules: Rule[]) =>
  reportsOf(rows).reduce((best, { outOf }) => Math.max(best, outOf), 0) || pointsOf(rules)

/** The quantile of sorted values at a share (0 to 1), interpolated; nothing if there are no values. */
export function quantile(sorted: number[], share: number): number | undefined {
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)]
  const above = sorted[Math.ceil(place)]
  if (below === undefined || above === undefined) return undefined
  return below + (above - below) * (place % 1)
}

/** The value in the middle, or the mean of the two in the middle; 0 if there are no values. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return quantile(sorted, 0.5) ?? 0
}

/** Scores between two, both included. */
export interface Band {
  from: number
  to: number
  count: number
}

/** Points that a band is wide; the last also has the full score. */
const BAND = 10

/** How many scores lie in each ten points. */
export function bandsOf(scores: number[], outOf: number): Band[] {
  const last = Math.max(1, Math.ceil(outOf / BAND)) - 1
  const bandOf = (score: number) => Math.min(last, Math.max(0, Math.floor(score / BAND)))
  return Array.from({ length: last + 1 }, (_, i) => ({
    from: i * BAND,
    to: i === last ? outOf : (i + 1) * BAND - 1,
    count: scores.filter((score) => bandOf(score) === i).length,
  }))
}

/** The verdicts of one check over all graded learners. */
export interface Tally {
  rule: Rule
  counts: Record<Verdict, number>
}

/** Counts the verdicts of each check, in the rubric's order. */
export function tallyChecks(rows: Row[], rules: Rule[]): Tally[] {
  const tallies = new Map<string, Tally>()
  for (const rule of rules)
    tallies.set(rule.id, { rule, counts: { pass: 0, fail: 0, absent: 0, blocked: 0, error: 0 } })
  for (const { id, verdict } of reportsOf(rows).flatMap(({ checks }) => checks)) {
    const tally = tallies.get(id)
    if (tally) tally.counts[verdict] += 1
  }
  return [...tallies.values()]
}
