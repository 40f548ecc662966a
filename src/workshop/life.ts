import type { PersistentVolumeClaim, Pod } from '../cluster/objects.ts'
import { noteState } from '../matchers/record.ts'

/** Notes how the row of the new monitor is, as the app shows it. */
export const noteRow = (state: 'listed by the app' | 'not looked for' | 'not listed') =>
  noteState('new row', state)

/** Notes the Pod that is about to be replaced, and its claims, from their creation on. */
export function noteBefore({ metadata }: Pod, claims: PersistentVolumeClaim[]): void {
  noteState(oldPod(metadata.name), 'there', Date.parse(metadata.creationTimestamp))
  for (const claim of claims) noteClaim(claim, 'claim')
}

/** Notes which of the claims of the old Pod are gone, and which the new one has instead. */
export function noteClaims(before: PersistentVolumeClaim[], after: PersistentVolumeClaim[]): void {
  for (const claim of without(before, after)) noteState(`claim ${claim.metadata.name}`, '')
  for (const claim of without(after, before)) noteClaim(claim, 'new claim')
}

const noteClaim = ({ metadata, status }: PersistentVolumeClaim, kind: string) =>
  noteState(`${kind} ${metadata.name}`, status?.phase ?? 'there', Date.parse(metadata.creationTimestamp))

function without(claims: PersistentVolumeClaim[], others: PersistentVolumeClaim[]): PersistentVolumeClaim[] {
  return claims.filter(({ metadata }) => !others.some((other) => other.metadata.uid === metadata.uid))
}

/** Notes that the old Pod is gone. */
export function noteEnd({ metadata }: Pod): void {
  noteState(oldPod(metadata.name), '')
  noteRow('not looked for')
}

/** Notes the new Pod. */
export const noteAfter = ({ metadata }: Pod, state: 'not Ready' | 'Ready') =>
  noteState(`new Pod ${metadata.name}`, state)

const oldPod = (name: string) => `old Pod ${name}`
