import { once } from 'node:events'
import { existsSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { isRefusedForSafety } from '../diagnosis/policies.ts'
import { carryForward } from '../report/carry-forward.ts'
import { errorOf, type Results, together } from '../report/collector.ts'
import type { GradeWatcher } from '../report/progress.ts'
import type { Submission } from '../submission/submission.ts'
import { type Foundation, type Section, specOf, type Workshop } from '../verdict/workshop.ts'
import { type Run, runSpecs } from './run.ts'

/**
 * Whether what the sections build on failed, so that it may stand in the way of their checks. Nothing is carried forward
 * for a submission of which admission refused anything for safety: an object, or a Pod of one, which a check tells of.
 */
export function hasFoundationFailed({ section }: Foundation, { checks, refusals }: Results): boolean {
  const failed = checks.filter(({ verdict }) => verdict === 'fail')
  const said = [...failed.map(({ observed = '' }) => observed), ...refusals.map(({ message }) => message)]
  return failed.some((check) => check.section === section.title) && !said.some(isRefusedForSafety)
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
  /** Takes back the places that sections have left: what is observed once more has the node as it was at first. */
  clear(): Promise<void>
  /** Writes interim results: nobody takes them for a grade if this process is killed. */
  keep(results: Results): void
  /** Shows the progress of these sections. */
  watch(sections: Section[]): GradeWatcher
}

/**
 * Observes the sections that have lost checks once more where what they build on has failed, on the workshop's own in its
 * place. Returns the results with what passes there, and the first ones if there is nothing to observe. Whatever goes wrong
 * is a fault of the grader's, and never the loss of a point.
 */
export async function observeAgain(again: Again): Promise<Results> {
  const { run, first } = again
  const { foundation } = again.workshop
  if (!foundation || errorOf(first) !== undefined) return first
  const isGraded = run.sections.includes(foundation.section)
  if (isGraded && !hasFoundationFailed(foundation, first)) return first
  const replaced = await replacedIn(run, foundation, first)
  const sections = run.sections.filter(({ id }) => id in replaced)
  if (sections.length === 0) return first
  again.keep(withFault(first, NOT_ENDED))
  // Within what the next run removes, should this one be killed.
  const reports = path.join(run.reports, 'evidence', 'again')
  try {
    if (!isGraded) {
      const alone = await observe(again, { ...run, sections: [foundation.section], reports })
      const error = errorOf(alone)
      if (error !== undefined) return withFault(first, error)
      if (!hasFoundationFailed(foundation, together([first, alone], again.workshop.sections))) return first
    }
    process.stderr.write(`${tellAgain(foundation, sections)}\n`)
    const results = carryForward(first, await observe(again, { ...run, sections, replaced, reports }))
    for (const check of results.checks)
      if (!first.checks.includes(check)) moveEvidence(check.id, reports, run.reports)
    return results
  } catch (error) {
    return withFault(first, error instanceof Error ? error.message : String(error))
  } finally {
    rmSync(reports, { recursive: true, force: true })
  }
}

/** What a report says of a grade that is killed before its end. */
const NOT_ENDED = 'The grade has not ended: some sections are to be observed once more.'

const withFault = (results: Results, fault: string): Results => ({
  ...results,
  faults: [...results.faults, fault],
})

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

/** Runs the specs of a run's sections to their end, on a node that nothing of other sections is left on. */
async function observe({ workshop, watch, clear }: Again, run: Run): Promise<Results> {
  if (!run.signal.aborted) await Promise.race([clear(), once(run.signal, 'abort')])
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
