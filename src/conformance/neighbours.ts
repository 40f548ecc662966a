import type { Workshop } from '../verdict/workshop.ts'
import { materialize, readCases } from './case.ts'

/** The attacks on machine resources that a grade beside them needs. */
export const neighbours = [
  'memory-hog',
  'disk-filler',
  'claim-filler',
  'fork-bomb',
  'log-flood',
  'endless-line',
  'inotify-eater',
  'pod-reaches-docker-host',
] as const

/** Writes an attack out below a folder as the submission of a neighbour, and returns its path. */
export async function handInNeighbour(workshop: Workshop, name: string, folder: string): Promise<string> {
  const testCase = (await readCases(workshop, 'attack')).find((one) => one.name === name)
  if (!testCase) throw new Error(`there is no attack ${name}`)
  return materialize(workshop, testCase, folder)
}
