import type { Pace } from '../cluster/pace.ts'
import type { Report } from '../report/report.ts'
import type { Setup } from '../setup/setup.ts'

/** The input of the process of one grade. */
export interface Task {
  directory: string
  /** The folder for the report and its evidence. */
  out: string
  pace: Pace
  /** The ids of the sections to grade. */
  sections: string[]
  /** The parts that the batch has made once, for all of its grades. */
  setup: Setup
}

/** The messages of the process of one grade: its cluster is up, a check waits, the grade is done. */
export type Message =
  | { kind: 'ready' }
  | { kind: 'waiting'; check: string; for: string }
  | { kind: 'graded'; report: Report; ownObjects: string[] }
