import type { Workshop } from '../verdict/workshop.ts'
import { cook, readRecipes } from './recipe.ts'

/** The attacks that take of the machine what a grade beside them needs. */
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
  const recipe = (await readRecipes(workshop, 'attack')).find((one) => one.name === name)
  if (!recipe) throw new Error(`there is no attack ${name}`)
  return cook(workshop, recipe, folder)
}
