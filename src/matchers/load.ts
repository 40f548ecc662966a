import { aim, aimAgain, isEnough } from './load/aim.ts'
import { Connection } from './load/connection.ts'
import { Strain } from './load/strain.ts'

/** As many as the workshop's `hey -c 20`. */
const CONNECTIONS = 20
/** The load ends by itself after this long, in seconds. */
const LONGEST = 300
/** How often it is looked whether requests are due. */
const LOOK_MS = 20
/** Requests that could not be sent for longer than this, in seconds, are not made up for. */
const BACKLOG = 0.25

/** Requests to a URL, 20 at a time at a bounded rate, until they are stopped. No redirect is followed, no answer kept. */
export class Load {
  /** Requests answered with success in the last second. */
  rate = 0
  /** Requests answered with success. */
  private made = 0
  /** Requests with any other answer, or none. */
  private refused = 0
  /** Requests that were aimed at before the rate was changed last. */
  private wantedBefore = 0
  private aimed: number
  private aimedAt = Date.now()
  /** Requests that may be sent now. */
  private due = 0
  private readonly free: Connection[]
  private readonly connections: Connection[]
  private readonly strain = new Strain(LOOK_MS)
  private readonly clock: NodeJS.Timeout
  private readonly began = performance.now()
  private lookedAt = this.began
  private secondBegan = this.began
  private madeBefore = 0

  /**
   * Starts at a rate that takes this many replicas, each with this CPU request in cores, well past the
   * target.
   */
  constructor(
    url: string,
    private readonly replicas: number,
    requestedCpu: number,
  ) {
    this.aimed = aim(replicas, requestedCpu)
    const ended = (connection: Connection, isSuccess: boolean) => {
      if (isSuccess) this.made++
      else this.refused++
      this.free.push(connection)
      this.send()
    }
    this.connections = Array.from({ length: CONNECTIONS }, () => new Connection(new URL(url), ended))
    this.free = [...this.connections]
    this.clock = setInterval(() => this.look(), LOOK_MS)
  }

  /** Changes the rate if the CPU read after this many seconds shows that a request costs more or less. */
  aimAgain(utilisation: number | undefined, seconds: number): void {
    if (this.secondsAtRate() < seconds || isEnough(utilisation)) return
    this.wantedBefore += this.aimed * this.secondsAtRate()
    this.aimed = aimAgain(this.aimed, utilisation ?? 0, this.replicas)
    this.aimedAt = Date.now()
  }

  /** Whether fewer than half of the requests were made because this machine was busy, and not because the app refused them. */
  isTooLittle(): boolean {
    const ended = this.made + this.refused
    return this.made < this.wanted() / 2 && this.refused <= ended / 10 && this.strain.isTooMuch()
  }

  /** Whether the app failed to answer most requests with success, so that this was no real load. */
  isRefused(): boolean {
    return this.made <= this.refused
  }

  /** Requests made versus requests planned. */
  inWords(): string {
    return `the load generator made ${this.made} of ${Math.round(this.wanted())} requests`
  }

  toString(): string {
    const ended = this.made + this.refused
    const refusals = this.refused > 0 ? `, ${this.refused} of ${ended} failed` : ''
    return `${this.rate} requests/s${refusals}`
  }

  /** Ends the load; no request is under way when it returns. */
  async stop(): Promise<void> {
    clearInterval(this.clock)
    this.due = 0
    await Promise.all(this.connections.map((connection) => connection.close()))
  }

  private wanted(): number {
    return this.wantedBefore + this.aimed * this.secondsAtRate()
  }

  private secondsAtRate(): number {
    return (Date.now() - this.aimedAt) / 1000
  }

  private look(): void {
    const now = performance.now()
    if (now - this.began > 1000 * LONGEST) return void this.stop()
    this.strain.look(now)
    for (const connection of this.connections) connection.look(now)
    if (now - this.secondBegan >= 1000) {
      this.rate = Math.round(((this.made - this.madeBefore) * 1000) / (now - this.secondBegan))
      this.madeBefore = this.made
      this.secondBegan = now
    }
    const due = this.due + (this.aimed * (now - this.lookedAt)) / 1000
    this.due = Math.min(due, this.aimed * BACKLOG)
    this.lookedAt = now
    this.send()
  }

  private send(): void {
    const now = performance.now()
    for (; this.due >= 1 && this.free.length > 0; this.due--) this.free.shift()?.ask(now)
  }
}
