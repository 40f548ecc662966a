import { editDistance } from './edit-distance.ts'

/** Says that there is no such thing, and which one may have been meant: `there is no section helmm: did you mean helm?` */
export function unknownName(kind: string, name: string, known: readonly string[]): string {
  const [nearest] = known
    .map((one) => ({ one, letters: editDistance(one, name) }))
    .filter(({ letters }) => letters <= Math.ceil(name.length / 3))
    .sort((a, b) => a.letters - b.letters)
  return `there is no ${kind} ${name}${nearest ? `: did you mean ${nearest.one}?` : ''}`
}
