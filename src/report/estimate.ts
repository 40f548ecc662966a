import { isOver, type SectionProgress } from './section-progress.ts'

/** A rest of less than this many seconds is told without a number: nobody can say it that exactly. */
const SOON = 45

/**
 * What is left of a run at a time, in words. Sections run side by side, so it is what the longest of them has left. One
 * that has not begun has all its time left. So the rest never grows. Empty if all is over, or nothing was measured.
 */
export function estimateRest(sections: SectionProgress[], now: number): string {
  const rests = sections
    .filter((section) => !isOver(section))
    .map(({ usualSeconds = Number.NaN, begun = now }) => usualSeconds - (now - begun) / 1000)
  const seconds = Math.max(...rests)
  if (rests.length === 0 || Number.isNaN(seconds)) return ''
  if (seconds <= 0) return 'longer than usual'
  return seconds < SOON ? 'less than a minute left' : `about ${Math.round(seconds / 60)} min left`
}

/** A time as minutes and seconds. */
export function clock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
