import type { Pace } from '../cluster/pace.ts'
import type { Report } from '../report/report.ts'
import type { Setup } from '../setup/setup.ts'

/** What the process of one grade is given. */
export interface Task {
  directory: string
  /** The folder for the report and its evidence. */
  out: string
  pace: Pace
  /** The ids of the sections to grade. */
  sections: string[]
  /** What the batch has made sure of once, for all of its grades. */
  setup: Setup
}

/** What the process of one grade says: its cluster is up, what it waits for, what came of it all. */
export type Message =
  | { kind: 'ready' }
  | { kind: 'waiting'; check: string; for: string }
  | { kind: 'graded'; report: Report; ownObjects: string[] }
