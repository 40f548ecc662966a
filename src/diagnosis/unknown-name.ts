import { nearestName } from './edit-distance.ts'

/** Says that there is no such thing, and which one may have been meant: `there is no section helmm: did you mean helm?` */
export function unknownName(kind: string, name: string, known: readonly string[]): string {
  const meant = nearestName(name, known, Math.ceil(name.length / 3))
  return `there is no ${kind} ${name}${meant ? `: did you mean ${meant.name}?` : ''}`
}
