import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import type { Address } from '../cluster/start.ts'
import type { TestNamespace } from '../cluster/test-namespaces.ts'

/** Where a section is graded: a cluster, and the section's test Namespace in it. Plain data. */
export interface Place {
  address: Address
  testNamespace: TestNamespace
}

/** The broker's answer to a section that asks for its place: one line of JSON. */
export type Answer = { place: Place } | { refusal: string }

/** A place that a section has until it leaves. */
export interface Stay {
  place: Place
  leave(): void
}

/**
 * Asks the run's broker for a section's place, and waits until there is one. The connection stays open for as long as
 * the section has its place, so that the broker also notices when the section's process dies. Throws with the broker's
 * words if there is no place.
 */
export function enter(broker: string, section: string): Promise<Stay> {
  const connection = connect(broker)
  return new Promise((resolve, reject) => {
    connection.once('close', () => reject(withoutStack('the run has ended')))
    const lines = createInterface(connection).once('error', reject)
    lines.once('line', (line) => {
      const answer: Answer = JSON.parse(line)
      if ('refusal' in answer) reject(withoutStack(answer.refusal))
      else resolve({ place: answer.place, leave: () => connection.destroy() })
    })
    connection.write(`${section}\n`)
  })
}

/** A stack would show where Assay asks, and not what is wrong. */
function withoutStack(message: string): Error {
  const error = new Error(message)
  error.stack = `${error.name}: ${message}`
  return error
}
