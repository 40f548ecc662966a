/** One section of a run, as far as it is. Times are in milliseconds, as `Date.now` has them. */
export interface SectionProgress {
  title: string
  /** How long it usually takes, in seconds; not given if nobody has measured it. */
  usualSeconds: number | undefined
  /** The ids of its checks, and of those that have ended. */
  checks: Set<string>
  ended: Set<string>
  /** When its first check began. */
  begun?: number
  /** What its running check does or waits for, and since when. */
  doing?: { what: string; since: number } | undefined
}

/** Whether all checks of a section have ended. */
export const isOver = ({ checks, ended }: SectionProgress) => checks.size > 0 && ended.size >= checks.size
