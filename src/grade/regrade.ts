import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { TestProject, Vitest } from 'vitest/node'
import { withPaths } from '../output/columns.ts'
import { displayOf, eventDisplayOf } from '../output/display.ts'
import { renderProblem } from '../report/terminal.ts'
import { root } from '../setup/paths.ts'
import { type Submission, UnreadableSubmission } from '../submission/submission.ts'
import { affectedSections } from '../verdict/affected-sections.ts'
import type { Verdict } from '../verdict/verdict.ts'
import { type Section, specOf, type Workshop } from '../verdict/workshop.ts'
import type { Broker } from './broker.ts'
import { changesOf } from './changes.ts'
import type { DryRun } from './dry-run.ts'
import { readSubmission } from './read-submission.ts'

/** A watched submission, and the run that grades it. */
export interface Watched {
  workshop: Workshop
  project: TestProject
  broker: Broker
  dryRun: Pick<DryRun, 'ask' | 'told'>
  submission: Submission
  /** Aborted to end the watch. */
  signal: AbortSignal
}

/** How often the verdicts of a run are looked at. Vitest hands a reporter to none but who starts it. */
const LOOK_MS = 100

/**
 * Grades a submission again whenever it changes, once the first run is under way: ends the run before, says what the
 * cluster would refuse, and runs the specs of the sections whose input has changed, and of those that were not graded to
 * their end. Prints a verdict that has changed as soon as its check has ended. A submission that was away is graded anew.
 */
export async function regradeOnChange(watched: Watched): Promise<void> {
  const { workshop, project, broker, dryRun, signal } = watched
  const { vitest } = project
  const folder = watched.submission.root
  /** The submission that was graded last, unless it was away since. */
  let graded: Submission | undefined = watched.submission
  /** The submission that was read last, if it could be. */
  let read: Submission | undefined
  const verdicts = new Map<string, Verdict>()
  const tellChanged = () => {
    for (const [id, { verdict }] of verdictsOf(project)) {
      if (verdict === 'error') continue
      const before = verdicts.get(id) ?? verdict
      verdicts.set(id, verdict)
      if (before !== verdict) console.error(`${id}: ${before} → ${verdict}`)
    }
  }
  let runs = 0
  const follow = async (run: Promise<unknown>) => {
    const number = ++runs
    const hasEnded = run.then(() => true)
    for (let isOver = false; !isOver; ) {
      isOver = await Promise.race([hasEnded, pause(LOOK_MS, false)])
      if (number < runs) return
      tellChanged()
    }
    broker.clear()
  }
  const endRun = async () => {
    runs += 1
    broker.refuse()
    await vitest.cancelCurrentRun('keyboard-input')
  }
  const tellRefused = async (submission: Submission) => {
    // Of a cluster that does not answer the checks tell.
    const problems = await dryRun.ask(submission).catch(() => undefined)
    if (!problems || read !== submission) return
    dryRun.told(submission)
    const display = displayOf(process.stderr)
    for (const problem of problems) console.error(renderProblem(problem, display))
  }
  void follow(vitest.waitForTestRunEnd())
  for await (const _ of changesOf(watched.submission, signal)) {
    const display = displayOf(process.stderr)
    const next = await readSubmission(folder, workshop).catch((error: Error) => error)
    if (next instanceof Error) {
      const { columns } = eventDisplayOf(process.stderr)
      const words = next instanceof UnreadableSubmission ? waitsFor(folder) : next.message
      console.error(withPaths(words, columns))
      graded = read = undefined
      await endRun()
      broker.clear()
      continue
    }
    for (const problem of next.problems) console.error(renderProblem(problem, display))
    read = next
    void tellRefused(next)
    await endRun()
    const affected = graded ? await affectedSections(workshop, graded, next) : workshop.sections
    const known = verdictsOf(project)
    const sections = askedFor(workshop, vitest).filter(
      (section) => affected.includes(section) || isUngraded(section, known),
    )
    graded = next
    project.provide('submission', next)
    // Where checks are chosen by name (-t), a section may have none that runs, and would never leave its place.
    await broker.expect(vitest.getGlobalTestNamePattern() ? [] : sections, next)
    if (sections.length === 0) console.error('No section reads what has changed.')
    const modules = sections.map((section) => moduleOf(workshop, section))
    // What they came to before is no news, and a run that does not come to one of them leaves it ungraded.
    vitest.state.clearFiles(project, modules)
    const specs = modules.flatMap((module) => vitest.getModuleSpecifications(module))
    void follow(specs.length > 0 ? vitest.rerunTestSpecifications(specs) : Promise.resolve())
  }
}

const waitsFor = (folder: string) =>
  `${folder} is away, or may not be read. The watch grades nothing, and waits until the folder is back.`

/** The sections whose files Vitest runs; all if it has not come to any yet. */
function askedFor(workshop: Workshop, { state }: Vitest): Section[] {
  const { sections } = workshop
  const modules = state.getTestModules().map(({ moduleId }) => moduleId)
  const asked = sections.filter((section) => modules.includes(moduleOf(workshop, section)))
  return asked.length > 0 ? asked : sections
}

const moduleOf = (workshop: Workshop, section: Section) => path.join(root, specOf(workshop, section))

/** The verdict of each check, by its id, with the heading of its section; one that has not ended is an `error`. */
type Verdicts = Map<string, { section: string; verdict: Verdict }>

function verdictsOf({ vitest, name }: TestProject): Verdicts {
  const modules = vitest.state.getTestModules().filter(({ project }) => project.name === name)
  const tests = modules.flatMap((module) => [...module.children.allTests()])
  return new Map(
    tests.flatMap((test) => {
      const { rule, outcome } = test.meta()
      return rule ? [[rule.id, { section: rule.section, verdict: outcome?.verdict ?? 'error' }]] : []
    }),
  )
}

/** Whether a section was not graded to its end. */
function isUngraded({ title }: Section, verdicts: Verdicts): boolean {
  const own = [...verdicts.values()].filter(({ section }) => section === title)
  return own.length === 0 || own.some(({ verdict }) => verdict === 'error')
}
