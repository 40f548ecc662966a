import type { Amount } from '../cluster/capacity/amount.ts'
import type { Submission } from '../submission/submission.ts'
import type { Place } from '../verdict/place.ts'
import type { Section } from '../verdict/workshop.ts'
import { admit } from './admission.ts'

/** The places that a run has for its sections. */
export interface Places {
  /**
   * Called when the first section of a run is announced or asks, until there is a cluster. Resolves when it is ready; rejects
   * if there is none.
   */
  prepare(): Promise<unknown>
  open(section: Section): Promise<Place>
  /** Takes a place back; resolves when nothing of its section takes capacity any more. */
  close(place: Place): Promise<void>
}

/** The run that a broker serves. */
export interface Brokered {
  submission: Submission
  /** What some sections are given in its place, by their ids. */
  replaced?: Record<string, Submission>
  /** The sections that may ask. */
  sections: Section[]
  places: Places
}

/** A section that waits for the node, is on it, or has left its Pods on it. */
interface Guest {
  section: Section
  /** The most that its Pods request at one time. */
  demand: Amount
  state: 'waiting' | 'admitted' | 'left' | 'closing'
  place: PromiseWithResolvers<Place>
}

/** Who waits for the node, is on it, or has left something there: each is admitted as soon as there is room for it. */
export class Guests {
  private readonly guests = new Set<Guest>()
  /** Those of them whose spec is yet to ask, by the section's id. */
  private readonly expected = new Map<string, Guest>()
  private prepared: Promise<void> | undefined
  /** Whether the cluster could not be prepared: it is tried again for the next run. */
  private hasNoCluster = false
  /** How many places are being opened. */
  private opening = 0
  private isClosed = false
  /** Whether no run is under way. */
  private isIdle = false
  private submission: Submission

  constructor(private readonly run: Brokered) {
    this.submission = run.submission
  }

  /** Announces who enters next, on this submission. The places of those that something was handed in for are opened at once. */
  async expect(sections: Section[], submission: Submission): Promise<void> {
    this.submission = submission
    if (this.hasNoCluster) this.prepared = undefined
    this.hasNoCluster = false
    for (const guest of this.expected.values()) this.leave(guest)
    this.expected.clear()
    for (const section of sections)
      if (section.isHandedIn(submission)) this.expected.set(section.id, await this.welcome(section))
    // Whoever asks is told if there is no cluster.
    if (this.expected.size > 0) this.ready().catch(() => {})
  }

  /** Clears away what those who have left have left on the node, now and until somebody enters. */
  clear(): void {
    this.isIdle = true
    this.clearLeft()
  }

  /** Admits nobody any more. */
  close(): void {
    this.isClosed = true
  }

  /** Returns the section's place once it has one; it leaves it when it has gone. Rejects if there is no cluster. */
  async enter(id: string, hasGone: Promise<void>): Promise<Place> {
    const expected = this.expected.get(id)
    this.expected.delete(id)
    const guest = expected ?? (await this.welcome(this.sectionOf(id)))
    this.isIdle = false
    void hasGone.then(() => this.leave(guest))
    await this.ready()
    return guest.place.promise
  }

  /** Prepares the cluster, once, and admits who waits for it; those who come before it is ready, together. */
  private async ready(): Promise<void> {
    this.prepared ??= this.prepare()
    await this.prepared
    this.admit()
  }

  private async prepare(): Promise<void> {
    try {
      await this.run.places.prepare()
    } catch (error) {
      this.hasNoCluster = true
      throw error
    }
    this.admit()
  }

  private sectionOf(id: string): Section {
    const section = this.run.sections.find((one) => one.id === id)
    if (!section) throw new Error(`this run has no section ${id}`)
    return section
  }

  private async welcome(section: Section): Promise<Guest> {
    const demand = await section.demand(this.run.replaced?.[section.id] ?? this.submission)
    const guest: Guest = { section, demand, state: 'waiting', place: Promise.withResolvers() }
    // Whoever asks is told; nobody may ever ask.
    guest.place.promise.catch(() => {})
    this.guests.add(guest)
    return guest
  }

  private leave(guest: Guest): void {
    if (guest.state === 'waiting') this.guests.delete(guest)
    else guest.state = 'left'
    // A place that is being opened may wait for what another has left.
    if (this.isIdle || this.opening > 0) this.clearLeft()
    this.admit()
  }

  /** Admits whoever fits. A section that has left keeps its Pods until another waits for room. */
  private admit(): void {
    const waiting = this.inState('waiting')
    if (this.isClosed || waiting.length === 0) return
    this.clearLeft()
    const present = [...this.guests].filter(({ state }) => state !== 'waiting')
    for (const guest of admit(present, waiting)) {
      guest.state = 'admitted'
      this.opening += 1
      this.run.places
        .open(guest.section)
        .then(guest.place.resolve, guest.place.reject)
        .finally(() => {
          this.opening -= 1
        })
    }
  }

  private clearLeft(): void {
    for (const guest of this.inState('left')) void this.clearAway(guest)
  }

  private async clearAway(guest: Guest): Promise<void> {
    guest.state = 'closing'
    await guest.place.promise.then((place) => this.run.places.close(place)).catch(() => {})
    this.guests.delete(guest)
    this.admit()
  }

  private inState(state: Guest['state']): Guest[] {
    return [...this.guests].filter((guest) => guest.state === state)
  }
}
