import path from 'node:path'
import type { Amount } from '../cluster/capacity/amount.ts'
import type { Pace } from '../cluster/pace.ts'
import { unknownName } from '../diagnosis/unknown-name.ts'
import type { AppDefinition } from '../setup/app.ts'
import type { Manifest } from '../submission/manifest.ts'
import type { Problem } from '../submission/problem.ts'
import type { Submission } from '../submission/submission.ts'

/** Everything that the engine knows about the workshop that it grades. */
export interface Workshop {
  /** The project of `vitest.config.ts` that runs its specs. */
  project: string
  /**
   * The folder of its specs, below the project's. A section's spec is `NUMBER-ID.spec.ts`, counted from 0.
   */
  specs: string
  /**
   * The folder of its fixtures: `reference/` scores full, `workshop/` is what the learner had before it begins, and
   * `mutants/`, `equivalents/` and `attacks/` are the submissions of a conformance run.
   */
  fixtures: string
  /** The workshop's app. */
  app: AppDefinition
  /** In the workshop's order. */
  sections: Section[]
  /** What other sections build on, if a mistake in it is to cost its points once. */
  foundation?: Foundation
  calibrations: Calibration[]
  /** The objects from before the workshop begins: the submission's own, and the workshop's in place of the others. */
  complete(submission: Submission): Promise<Manifest[]>
  /** What the learner should know of the objects that the checks start from, besides the checks. */
  notes(submission: Submission): Promise<Problem[]>
}

/** One heading of a workshop. `Given` is what its checks receive by name. */
export interface Section<Given = never> {
  /** Names its spec and its Namespace; no two sections share it. */
  id: string
  /** The heading. */
  title: string
  /** The sum of its checks' points. A run with a different sum is not gradable. */
  points: number
  /** In words for the learner: what {@link isHandedIn} looks for. */
  offers: string
  /** Whether the submission has anything for this section; if not, each of its checks is `absent`. */
  isHandedIn(submission: Submission): boolean
  /** The section's input to the cluster from a submission, without source positions. */
  inputs(submission: Submission): Promise<unknown>
  /** The most that its Pods request at one time, without those of its over-scaling. */
  demand(submission: Submission): Promise<Amount>
  /** Whether it fills its node, so that no other section may run there meanwhile. */
  needsNodeAlone: boolean
  /** Whether its verdicts rest on the metrics API. */
  readsMetrics: boolean
  /** Whether it runs Helm. */
  usesHelm: boolean
  /** How long it takes with the reference on 2 idle cores, in seconds, by pace; for estimates alone. */
  usualSeconds?: Record<Pace, number>
  /** Puts the cluster into the state in which the workshop starts the section; waits for nothing. */
  begin(given: Given): Promise<void>
}

/** What the submission has from before the workshop, and the sections build on. */
export interface Foundation {
  /** The section that grades it. Where a check of it fails, the others are observed once more on the workshop's own. */
  section: Section
  /**
   * The submission for another section with the workshop's own in place of the foundation; nothing for a section that does
   * not build on it. What belongs to the section itself stays.
   */
  replaceFor(section: Section, submission: Submission): Promise<Submission | undefined>
}

/** A spec that shows, on the reference, that a check of a section can also see the opposite. */
export interface Calibration {
  name: string
  section: string
  /** The project of `vitest.config.ts` that runs it. */
  project: string
  /** The spec, from the project's own folder. */
  spec: string
}

/** The spec of a section, from the project's own folder. */
export function specOf({ specs, sections }: Workshop, { id }: Section): string {
  return path.join(specs, `${sections.findIndex((section) => section.id === id)}-${id}.spec.ts`)
}

/** The sections with these ids, in the workshop's order. Throws if an id is unknown. */
export function sectionsOf({ sections }: Pick<Workshop, 'sections'>, ids: readonly string[]): Section[] {
  const unknown = ids.find((id) => !sections.some((section) => section.id === id))
  if (unknown !== undefined) {
    const known = sections.map(({ id }) => id)
    throw new Error(unknownName('section', unknown, known))
  }
  return sections.filter(({ id }) => ids.includes(id))
}

/** The sum of the sections' points. */
export function pointsOf(sections: Pick<Section, 'points'>[]): number {
  return sections.reduce((sum, { points }) => sum + points, 0)
}
