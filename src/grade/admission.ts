import { type Amount, sum } from '../cluster/capacity/amount.ts'
import { allocatable } from '../setup/node-size.ts'
import type { Submission } from '../submission/submission.ts'
import type { Section } from '../verdict/workshop.ts'

/** The requests of the node's add-ons, and a little more. */
const ADD_ONS: Amount = { cpu: 0.05, memory: 128 * 2 ** 20, pods: 4 }

/** A section that is on the node, or asks to be, with the most that its Pods request at one time. */
export interface Guest {
  section: Pick<Section, 'needsNodeAlone'>
  demand: Amount
}

/** Whether these sections fit on the node side by side, by the requests of the submission's Pods. */
function fitTogether(guests: Pick<Guest, 'demand'>[]): boolean {
  const together = sum([ADD_ONS, ...guests.map(({ demand }) => demand)])
  return (
    together.cpu <= allocatable.cpu &&
    together.memory <= allocatable.memoryMi * 2 ** 20 &&
    together.pods <= allocatable.pods
  )
}

/** Whether all of these sections fit on the node side by side. */
export async function fitSideBySide(submission: Submission, sections: Section[]): Promise<boolean> {
  const demands = await Promise.all(sections.map((section) => section.demand(submission)))
  return fitTogether(demands.map((demand) => ({ demand })))
}

/**
 * Chooses, of those that wait, the ones that are admitted to the node beside those that are there: the largest first,
 * and as many as fit. One that does not fit even alone gets the node to itself. While a section is there that fills the
 * node, nobody is admitted.
 */
export function admit<T extends Guest>(there: Guest[], waiting: T[]): T[] {
  if (there.some(({ section }) => section.needsNodeAlone)) return []
  const admitted: T[] = []
  for (const one of waiting.toSorted((a, b) => b.demand.memory - a.demand.memory)) {
    const others = [...there, ...admitted]
    if (others.length === 0 || fitTogether([...others, one])) admitted.push(one)
  }
  return admitted
}
