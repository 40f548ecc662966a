import { type Amount, sum } from '../cluster/capacity/amount.ts'
import { allocatable } from '../setup/node-size.ts'
import type { Submission } from '../submission/submission.ts'
import type { Section } from '../verdict/workshop.ts'

/** The requests of the node's add-ons, and a little more. */
const ADD_ONS: Amount = { cpu: 0.05, memory: 128 * 2 ** 20, pods: 4 }

interface Demand {
  section: Section
  demand: Amount
}

/**
 * Groups sections into as few turns as possible. The sections of a turn fit on the node side by side, by the
 * requests of the submission's Pods. A section that does not fit even alone gets its own turn.
 */
export async function inTurns(submission: Submission, sections: Section[]): Promise<Section[][]> {
  const demands = await Promise.all(
    sections.map(async (section) => ({ section, demand: await section.demand(submission) })),
  )
  const turns: Demand[][] = []
  for (const one of demands.toSorted((a, b) => b.demand.memory - a.demand.memory)) {
    const turn = turns.find((others) => fitTogether([...others, one].map(({ demand }) => demand)))
    if (turn) turn.push(one)
    else turns.push([one])
  }
  return turns.map((turn) => turn.map(({ section }) => section))
}

function fitTogether(demands: Amount[]): boolean {
  const together = sum([ADD_ONS, ...demands])
  return (
    together.cpu <= allocatable.cpu &&
    together.memory <= allocatable.memoryMi * 2 ** 20 &&
    together.pods <= allocatable.pods
  )
}
