import { existsSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { isRefusedForSafety } from '../diagnosis/policies.ts'
import { carryForward } from '../report/carry-forward.ts'
import { errorOf, type Results } from '../report/collector.ts'
import type { GradeWatcher } from '../report/progress.ts'
import type { Submission } from '../submission/submission.ts'
import { type Foundation, type Section, specOf, type Workshop } from '../verdict/workshop.ts'
import { type Run, runSpecs } from './run.ts'

/**
 * Whether what the sections build on failed, so that it may stand in the way of their checks. Nothing is carried forward
 * for a submission of which admission refused anything for safety.
 */
export function hasFoundationFailed({ section }: Foundation, { checks, refusals }: Results): boolean {
  const failed = checks.filter((check) => check.section === section.title && check.verdict === 'fail')
  const said = [...failed.map(({ observed = '' }) => observed), ...refusals.map(({ message }) => message)]
  return failed.length > 0 && !said.some(isRefusedForSafety)
}

/** The submission that a section is observed with once more, if it has lost checks and builds on the foundation. */
export async function replacedFor(
  { section: own, replaceFor }: Foundation,
  section: Section,
  submission: Submission,
  { checks }: Results,
): Promise<Submission | undefined> {
  const hasLost = checks.some(
    (check) => check.section === section.title && ['fail', 'blocked'].includes(check.verdict),
  )
  return hasLost && section.id !== own.id ? replaceFor(section, submission) : undefined
}

/** What is observed once more, and where. */
interface Again {
  workshop: Workshop
  /** The run that has ended. */
  run: Run
  first: Results
  /** Takes back the places that sections have left. */
  clear(sections: Section[]): Promise<void>
  /** Shows the progress of these sections. */
  watch(sections: Section[]): GradeWatcher
}

/**
 * Observes the sections that have lost checks once more where what they build on has failed, on the workshop's own in its
 * place. Returns the results with what passes there, and the first ones if there is nothing to observe.
 */
export async function observeAgain(again: Again): Promise<Results> {
  const { run, first, clear } = again
  const { foundation } = again.workshop
  if (!foundation || errorOf(first) !== undefined) return first
  const replaced = await replacedIn(run, foundation, first)
  const sections = run.sections.filter(({ id }) => id in replaced)
  if (sections.length === 0) return first
  // Within what the next run removes, should this one be killed.
  const reports = path.join(run.reports, 'evidence', 'again')
  try {
    if (!run.sections.includes(foundation.section)) await clear(sections)
    if (!hasFoundationFailed(foundation, await ofFoundation(again, foundation, reports))) return first
    process.stderr.write(`${tellAgain(foundation, sections)}\n`)
    await clear(sections)
    const results = carryForward(first, await observe(again, { ...run, sections, replaced, reports }))
    for (const check of results.checks)
      if (!first.checks.includes(check)) moveEvidence(check.id, reports, run.reports)
    return results
  } finally {
    rmSync(reports, { recursive: true, force: true })
  }
}

const tellAgain = ({ section }: Foundation, sections: Section[]) =>
  `“${section.title}” has failed. These sections are observed once more, with the workshop's own in its place: ${sections.map(({ title }) => title).join(', ')}.`

/** The submissions that sections are observed with once more, by their ids. */
async function replacedIn(
  { sections, submission }: Run,
  foundation: Foundation,
  first: Results,
): Promise<Record<string, Submission>> {
  const all = sections.map(async (section) => {
    const replaced = await replacedFor(foundation, section, submission, first)
    return replaced ? [[section.id, replaced] as const] : []
  })
  return Object.fromEntries((await Promise.all(all)).flat())
}

/** The results of the foundation; where it is not graded, it is observed for this alone. */
async function ofFoundation(again: Again, { section }: Foundation, reports: string): Promise<Results> {
  const { run, first } = again
  return run.sections.includes(section) ? first : observe(again, { ...run, sections: [section], reports })
}

/** Runs the specs of a run's sections to their end. */
async function observe({ workshop, watch }: Again, run: Run): Promise<Results> {
  const specs = run.sections.map((section) => specOf(workshop, section))
  let latest: Results = { checks: [], refusals: [], faults: [] }
  await runSpecs(
    { ...run, specs },
    (results) => {
      latest = results
    },
    watch(run.sections),
  )
  return latest
}

/** The evidence of a check is that of the result that counts. */
function moveEvidence(id: string, from: string, to: string): void {
  const place = path.join(to, 'evidence', id)
  const seen = path.join(from, 'evidence', id)
  rmSync(place, { recursive: true, force: true })
  if (existsSync(seen)) renameSync(seen, place)
}
