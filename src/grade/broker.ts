import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Submission } from '../submission/submission.ts'
import type { Answer } from '../verdict/place.ts'
import type { Section } from '../verdict/workshop.ts'
import { type Brokered, Guests } from './guests.ts'

/** Gives each section of a run its place on the cluster as soon as there is room for it. */
export interface Broker {
  /** The socket at which a section asks, with `enter` of `src/verdict/place.ts`. */
  socket: string
  /**
   * Announces that these sections are graded next, on this submission. The places of those that something was handed in
   * for are opened together and at once: none of them fills the node before the others have begun, and the first check
   * need not wait for its place.
   */
  expect(sections: Section[], submission: Submission): Promise<void>
  /** Says that the run is being ended: whoever waits for a place is told so, and whoever asks, until sections are announced. */
  refuse(): void
  /** Says that a run is over: what its sections have left on the node is cleared away. */
  clear(): void
  /** Ends the stay of every section. */
  close(): Promise<void>
}

/** Opens the broker of a run. */
export async function openBroker(run: Brokered): Promise<Broker> {
  const folder = await mkdtemp(path.join(tmpdir(), 'assay-run-'))
  const socket = path.join(folder, 'broker')
  const guests = new Guests(run)
  const door = new Door(guests)
  const server = createServer((connection) => door.serve(connection))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(socket, resolve)
  })
  return {
    socket,
    expect(sections, submission) {
      door.isOpen = true
      return guests.expect(sections, submission)
    },
    refuse: () => door.refuse(),
    clear: () => guests.clear(),
    async close() {
      guests.close()
      door.close()
      server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const HAS_ENDED: Answer = { refusal: 'the run has ended' }

/** Where sections ask for their places. */
class Door {
  /** Whether who asks is let in. */
  isOpen = true

  private readonly connections = new Set<Socket>()
  /** Those of them that have no answer yet. */
  private readonly unanswered = new Set<Socket>()

  constructor(private readonly guests: Guests) {}

  /** Serves the spec of a section for as long as it is connected. */
  serve(connection: Socket): void {
    this.connections.add(connection)
    this.unanswered.add(connection)
    const hasGone = new Promise<void>((resolve) => connection.once('close', () => resolve()))
    void hasGone.then(() => {
      this.connections.delete(connection)
      this.unanswered.delete(connection)
    })
    // If the spec's process dies, its section leaves, as at any other end.
    const lines = createInterface(connection).on('error', () => {})
    lines.once('line', (id) => void this.answer(id, connection, hasGone))
  }

  refuse(): void {
    this.isOpen = false
    for (const connection of this.unanswered) this.reply(connection, HAS_ENDED)
  }

  close(): void {
    for (const connection of this.connections) connection.destroy()
  }

  private async answer(id: string, connection: Socket, hasGone: Promise<void>): Promise<void> {
    if (!this.isOpen) {
      this.reply(connection, HAS_ENDED)
      return
    }
    const answer = await this.guests.enter(id, hasGone).then(
      (place) => ({ place }),
      (error: Error) => ({ refusal: error.message }),
    )
    this.reply(connection, answer)
  }

  /** Answers a section, once. One that is refused has no place to leave: the connection ends. */
  private reply(connection: Socket, answer: Answer): void {
    if (!this.unanswered.delete(connection)) return
    const line = `${JSON.stringify(answer)}\n`
    if ('place' in answer) connection.write(line)
    else connection.end(line)
  }
}
