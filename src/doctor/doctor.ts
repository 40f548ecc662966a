import type { AppDefinition } from '../setup/app.ts'
import { ensureSetup } from '../setup/setup.ts'
import { NotReady } from '../setup/step.ts'
import type { ClauseOutcome } from './contract/clause.ts'
import { tryAll } from './contract/clause.ts'
import { contract } from './contract/contract.ts'
import { Trial } from './contract/trial.ts'
import { findDocker, lookIntoDocker } from './docker.ts'
import type { Finding } from './finding.ts'
import { findRegistry, lookAround } from './machine.ts'

/** Receives the findings as they become known. */
export interface Listener {
  /** The subject of the next findings. */
  heading(text: string): void
  finding(finding: Finding): void
}

/**
 * Examines the machine, and then the node image on it, with this app's images. Returns whether all is well.
 */
export async function examine(app: AppDefinition, signal: AbortSignal, listener: Listener): Promise<boolean> {
  let isSound = true
  const tell = (finding: Finding) => {
    isSound &&= finding.mark !== 'lacks'
    if (!signal.aborted) listener.finding(finding)
  }
  listener.heading('This machine')
  for (const finding of await lookAround()) tell(finding)
  const { finding, docker } = await findDocker()
  tell(finding)
  if (!docker) return false
  for (const found of await lookIntoDocker(docker)) tell(found)
  tell(await findRegistry(signal))
  if (isSound) await examineNode(app, signal, listener, tell)
  return isSound
}

async function examineNode(
  app: AppDefinition,
  signal: AbortSignal,
  listener: Listener,
  tell: (finding: Finding) => void,
): Promise<void> {
  const setup = await ensureSetup(app, signal).catch((error: Error) => {
    signal.throwIfAborted()
    if (!(error instanceof NotReady)) throw error
    tell({ mark: 'lacks', name: 'set-up', seen: error.message, advice: 'Fix that, and try again.' })
    return undefined
  })
  if (!setup) return
  const { node } = setup.images
  listener.heading(`The node image ${node}`)
  const trial = new Trial(setup, signal)
  try {
    const untried = await tryAll(contract, trial, (outcome) => tell(findingOf(outcome)))
    if (untried.length > 0) {
      const names = untried.map(({ name }) => name).join(', ')
      tell({ mark: 'note', name: 'not tried', seen: `${names}: they all need the requirement above` })
    }
  } finally {
    await trial.close()
  }
}

/** A clause of the contract as a finding. */
export function findingOf({ clause: { name, asks, remedy }, isKept, seen }: ClauseOutcome): Finding {
  return isKept ? { mark: 'ok', name, seen } : { mark: 'lacks', name, seen, asked: asks, advice: remedy }
}
