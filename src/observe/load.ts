import autocannon from 'autocannon'

/** As many as the workshop's `hey -c 20`. */
const CONNECTIONS = 20
/** What GET /api/status costs the API, in CPU seconds; measured on the app itself. */
const COST = 0.00045
/** The autoscaling target of the workshop, as a fraction of the request. */
const TARGET = 0.5
/** The autoscaler does nothing within this fraction of the target (`--horizontal-pod-autoscaler-tolerance`). */
const TOLERANCE = 0.1
/** More would starve a node of two cores, new Pods' probes included. */
const MOST_PER_SECOND = 1200
/** The load ends by itself after this long, in seconds. */
const LONGEST = 300

/** Requests a second that bring the mean of the Pods well past the target, yet ask for one step and not for many. */
export function aim(replicas: number, requestedCpu: number): number {
  const wanted = (replicas + 1.5) * requestedCpu * TARGET
  return bounded(wanted / COST)
}

/** Whether the CPU that was read, in percent of the requests, is past the target by more than the autoscaler tolerates. */
export function isEnough(utilisation = 0): boolean {
  return utilisation > 100 * TARGET * (1 + TOLERANCE)
}

/** The rate to go on with when the CPU read at a rate shows that a request costs something else. */
export function aimAgain(rate: number, utilisation: number, replicas: number): number {
  const wanted = (100 * TARGET * (replicas + 1.5)) / replicas
  return utilisation > 0 ? bounded((rate * wanted) / utilisation) : bounded(rate * 2)
}

const bounded = (rate: number) => Math.round(Math.min(Math.max(rate, 50), MOST_PER_SECOND))

/** Requests to a URL, 20 at a time at a bounded rate, until they are stopped. */
export class Load {
  /** Requests answered in the last second. */
  rate = 0
  private answered = 0
  /** Requests that were answered with something else than success, or not at all. */
  private refused = 0
  /** Requests that were aimed at before the rate was changed last. */
  private wantedBefore = 0
  private aimed: number
  private aimedAt = Date.now()
  private requests: autocannon.Instance

  /** Starts at a rate that brings so many replicas, each with such a CPU request in cores, well past the target. */
  constructor(
    private readonly url: string,
    private readonly replicas: number,
    requestedCpu: number,
  ) {
    this.aimed = aim(replicas, requestedCpu)
    this.requests = this.start()
  }

  /** Goes on at another rate, where the CPU read after so many seconds shows that a request costs something else. */
  async aimAgain(utilisation: number | undefined, seconds: number): Promise<void> {
    if (this.secondsAtRate() < seconds || isEnough(utilisation)) return
    await this.stop()
    this.wantedBefore += this.aimed * this.secondsAtRate()
    this.aimed = aimAgain(this.aimed, utilisation ?? 0, this.replicas)
    this.aimedAt = Date.now()
    this.requests = this.start()
  }

  /** Whether fewer than half of the requests were made, and not because the app refused them. */
  isTooLittle(): boolean {
    const wanted = this.wantedBefore + this.aimed * this.secondsAtRate()
    return this.answered < wanted / 2 && this.refused < this.answered / 10
  }

  /** What was made of what was aimed at. */
  inWords(): string {
    const wanted = this.wantedBefore + this.aimed * this.secondsAtRate()
    return `the load generator made ${this.answered} of ${Math.round(wanted)} requests`
  }

  toString(): string {
    const refusals = this.refused > 0 ? `, ${this.refused} of ${this.answered} not answered with success` : ''
    return `${this.rate} requests/s${refusals}`
  }

  /** Ends the load; no request is under way when it returns. */
  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.requests.once('done', () => resolve())
      this.requests.stop?.()
    })
  }

  private secondsAtRate(): number {
    return (Date.now() - this.aimedAt) / 1000
  }

  private start(): autocannon.Instance {
    const { url, aimed } = this
    const requests = autocannon(
      { url, connections: CONNECTIONS, overallRate: aimed, duration: LONGEST, timeout: 10 },
      () => {},
    )
    requests.on('response', (_client, status) => {
      this.answered++
      if (status >= 400) this.refused++
    })
    requests.on('reqError', () => this.refused++)
    // The type declarations lack this event.
    requests.on(
      'tick' as 'done',
      (({ counter }: { counter: number }) => {
        this.rate = counter
      }) as never,
    )
    return requests
  }
}
