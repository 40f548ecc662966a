import { setTimeout as pause } from 'node:timers/promises'
import { atOneLook } from '../cluster/api.ts'
import { SILENCE_MS } from '../cluster/health/health.ts'
import type { Position } from '../submission/position.ts'
import type { Diagnosis } from './diagnosis.ts'
import { Failure } from './failure.ts'
import { announce, slowdown, stopIfTold } from './progress.ts'

/** How long a behaviour may take, in seconds, and which sentence or setting allows it. */
export interface Patience {
  seconds: number
  because: string
  /**
   * A sentence about the longer wait that the learner's Pods ask for, if the check does not wait that long.
   */
  capped?: string
}

/** The goal, in words. */
export interface Goal {
  expected: string
  patience: Patience
  /** The line of the learner's that decides it. */
  at?: Position | undefined
  /** How many looks in a row must agree; 1 if not given. */
  inARow?: number
}

/** The result of one look: `value` if the goal is met, and a cause if it cannot be met any more. */
export interface Look<T> extends Diagnosis {
  value?: T
}

/** Nothing is polled more often: a look is a dozen requests, and the node has two cores. */
const INTERVAL_MS = 1000
/** A state that looks hopeless may pass (a Secret that comes after its Pod); after this long it does not. */
const HOPELESS_MS = 6_000

/**
 * A cluster that takes so many times as long as on an idle machine has not had the time that a patience gives it. With
 * one cluster on two cores it is 2 or 3, with three 4 to 20 and more for seconds at a time, with six 20 to 110, and four
 * of six right answers were then called wrong.
 */
const STARVED = 30
/** So many times a patience begins anew for a cluster that is starved. */
const MOST_EXTENSIONS = 3

/** So long before its end a wait begins to measure whether the cluster is starved: as long as the measurement takes. */
const ENDING_MS = 3_000

/**
 * Looks until the goal is met and returns what was met. Throws {@link Failure} with the last look at the end of the
 * patience, or earlier when the goal has become hopeless; throws the error itself if the last look did not work. On a
 * machine that starves the cluster neither ends the wait before the cluster has had its time.
 */
export async function eventually<T>(goal: Goal, look: () => Promise<Look<T>>): Promise<T> {
  const { expected, patience, inARow = 1 } = goal
  announce(expected)
  const started = Date.now()
  const journal = new Journal<T>()
  let extensions = 0
  /** Measured while the wait is about to end, so that the end need not wait for it. */
  let measured: Promise<number> | undefined
  for (let agreed = 0; ; ) {
    stopIfTold()
    const value = (await journal.keep(look))?.value
    agreed = value === undefined ? 0 : agreed + 1
    if (value !== undefined && agreed >= inARow) return value
    journal.mustNotBeBlind()
    const left = (1 + extensions) * patience.seconds - secondsSince(started)
    const isOver = left <= 0
    const isEnding = left * 1000 <= ENDING_MS || journal.isHopelessFor(HOPELESS_MS - ENDING_MS)
    measured = isEnding ? (measured ?? measure()) : undefined
    if (measured && (isOver || journal.isHopelessFor(HOPELESS_MS))) {
      const times = await measured
      measured = undefined
      if (times < STARVED) throw journal.failure(goal, secondsSince(started))
      if (isOver && extensions++ === MOST_EXTENSIONS) throw journal.starved(times)
      journal.hopeAgain()
    }
    await pause(INTERVAL_MS)
  }
}

function measure(): Promise<number> {
  const measured = slowdown()
  // If the goal is met meanwhile, nobody asks for it.
  measured.catch(() => {})
  return measured
}

/**
 * Looks for the whole time and returns if the goal held at every look. Throws {@link Failure} at the first
 * look that does not see it, and the error itself if the last look did not work.
 */
export async function throughout(goal: Goal, look: () => Promise<Look<unknown>>): Promise<void> {
  announce(goal.expected)
  const started = Date.now()
  const journal = new Journal<unknown>()
  while (secondsSince(started) < goal.patience.seconds) {
    stopIfTold()
    const sighting = await journal.keep(look)
    if (sighting && sighting.value === undefined) throw journal.failure(goal, secondsSince(started))
    await pause(INTERVAL_MS)
  }
  journal.lastLook()
}

const secondsSince = (started: number) => Math.floor((Date.now() - started) / 1000)

/** Remembers the last look, or the error in its place: an old look proves nothing. */
class Journal<T> {
  private last: Look<T> | undefined
  private error: unknown = new Error('nothing was looked at')
  private hopelessSince: number | undefined
  private blindSince: number | undefined

  async keep(look: () => Promise<Look<T>>): Promise<Look<T> | undefined> {
    try {
      this.last = await atOneLook(look)
    } catch (error) {
      if (error instanceof Failure || error instanceof TypeError) throw error
      this.last = undefined
      this.error = error
    }
    this.blindSince = this.last ? undefined : (this.blindSince ?? Date.now())
    this.hopelessSince = this.last?.cause ? (this.hopelessSince ?? Date.now()) : undefined
    return this.last
  }

  mustNotBeBlind(): void {
    if (this.blindSince !== undefined && Date.now() - this.blindSince >= SILENCE_MS) throw this.error
  }

  isHopelessFor(milliseconds: number): boolean {
    return this.hopelessSince !== undefined && Date.now() - this.hopelessSince >= milliseconds
  }

  /** What looks hopeless may come late. */
  hopeAgain(): void {
    this.hopelessSince = undefined
  }

  starved(times: number): Error {
    const why = `the cluster takes ${times.toFixed(0)} times as long as it should`
    return new Error(`this machine is too busy: ${why} (${this.lastLook().observed})`)
  }

  lastLook(): Look<T> {
    if (!this.last) throw this.error
    return this.last
  }

  failure({ expected, at, patience: { capped } }: Goal, seconds: number): Failure | Error {
    const last = this.lastLook()
    const { cause, hint, graderFault } = last
    if (graderFault) return new Error(`${graderFault} (${last.observed}, after ${seconds} s)`)
    const ended = `${last.observed}, after ${seconds} s${capped ? `. ${capped}` : ''}`
    const observed = cause ? `${last.observed} (waiting does not change this)` : ended
    return new Failure({ expected, observed, at: last.at ?? at, hint: cause ?? hint })
  }
}
