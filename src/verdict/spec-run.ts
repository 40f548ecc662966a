import type { Ailment } from '../cluster/health/health.ts'
import type { Verdict } from './verdict.ts'
import type { Section } from './workshop.ts'

/** The state of a section's spec while it runs. */
interface SpecRun {
  /** The section that the spec grades; set by `section(…)`. */
  section?: Section
  /** The outcomes of the checks that have ended, by id. */
  verdicts: Map<string, Verdict>
  /** The cluster's own fault, once one is known: from then on, observations there prove nothing. */
  ailment: Ailment
}

/**
 * The run of this spec. It is a global, since Vitest gives hooks and fixtures no other way to share something before
 * the first of them runs. Vitest loads the modules anew for each file (`isolate` in `vitest.config.ts`), so that no
 * two specs share it.
 */
export const specRun: SpecRun = { verdicts: new Map(), ailment: undefined }

/** The section that the spec grades. Throws before `section(…)` was called. */
export function gradedSection(): Section {
  if (!specRun.section) throw new Error('a spec begins with section(…)')
  return specRun.section
}
