import os from 'node:os'

/** A look at the clock that comes later than this, in milliseconds, was kept waiting. */
const LATE_MS = 100
/** A process that was kept waiting for a larger part of the time had no processor to run on. */
const MOST_LATE = 0.1
/** With less of its processors idle a machine is full. */
const LEAST_IDLE = 0.1

/** Whether this machine was too busy to make a load: its processors were full, or this process did not get to run. */
export class Strain {
  private lookedAt: number
  private readonly before: Times
  private late = 0

  /** Expects calls of {@link look} from now on, this many milliseconds apart. */
  constructor(
    private readonly interval: number,
    private readonly began = performance.now(),
    private readonly times = processors,
  ) {
    this.lookedAt = began
    this.before = times()
  }

  /** A look at the clock, in milliseconds. */
  look(now: number): void {
    const late = now - this.lookedAt - this.interval
    if (late > LATE_MS) this.late += late
    this.lookedAt = now
  }

  /** Whether it was too busy, from the beginning until now. */
  isTooMuch(): boolean {
    const { idle, all } = this.times()
    const isFull = idle - this.before.idle < LEAST_IDLE * (all - this.before.all)
    return isFull || this.late > MOST_LATE * (this.lookedAt - this.began)
  }
}

/** The processors' times since the machine started, summed over all of them, in milliseconds. */
interface Times {
  idle: number
  all: number
}

function processors(): Times {
  const times = os.cpus().map((one) => one.times)
  const idle = times.reduce((sum, one) => sum + one.idle, 0)
  return { idle, all: times.reduce((sum, { user, nice, sys, irq }) => sum + user + nice + sys + irq, idle) }
}
