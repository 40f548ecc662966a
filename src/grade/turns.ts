import { type Amount, sum } from '../cluster/capacity/amount.ts'
import { allocatable } from '../setup/node-size.ts'
import type { Submission } from '../submission/submission.ts'
import type { Section } from '../verdict/workshop.ts'

/** What the add-ons on the node ask for, and a little more. */
const ADD_ONS: Amount = { cpu: 0.05, memory: 128 * 2 ** 20, pods: 4 }

interface Demand {
  section: Section
  demand: Amount
}

/**
 * Sections in as few turns as it takes: those of a turn fit on the node side by side, by what the submission's Pods ask
 * for. A section for which the node is too small by itself has a turn of its own.
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
