import { unschedulable } from '../cluster/conditions.ts'
import type { Event, Pod } from '../cluster/objects.ts'
import { diagnoseContainers } from './containers.ts'
import type { FieldDiagnosis } from './field-diagnosis.ts'
import { diagnosePlacement } from './placement.ts'
import { diagnoseProbes } from './probes.ts'
import { diagnoseVolumes } from './references.ts'
import type { Surroundings } from './surroundings.ts'

/** Says what keeps a Pod from being Ready: its first problem, in the order in which a Pod comes up. */
export function diagnose(pod: Pod, surroundings: Surroundings = {}): FieldDiagnosis {
  const name = `Pod ${pod.metadata.name}`
  const events = (surroundings.events ?? []).filter(({ involvedObject }) => isAbout(involvedObject, pod))
  const around = { ...surroundings, events }
  const unplaced = unschedulable(pod)
  if (unplaced) return named(name, ' is Pending: ', diagnosePlacement(unplaced, pod.spec))
  if (pod.status.reason === 'Evicted') return named(name, ' was evicted: ', diagnoseEviction(pod))
  const trouble =
    diagnoseContainers(pod, around) ?? diagnoseVolumes(pod, events) ?? diagnoseProbes(pod, around)
  if (trouble) return named(name, ': ', trouble)
  const isRunning = pod.status.containerStatuses?.some(({ state, ready }) => state?.running && !ready)
  return {
    observed: isRunning
      ? `${name} is running but not Ready`
      : `${name} ${pod.status.phase ? `is ${pod.status.phase}` : 'has no status yet'}`,
  }
}

/** The node ends a Pod that takes more disk than it may; its controller makes another, which may do better. */
function diagnoseEviction({ status }: Pod): FieldDiagnosis {
  const { message = 'no reason is given' } = status
  const isDisk = /ephemeral|EmptyDir/.test(message)
  return {
    observed: message.trim(),
    ...(isDisk && {
      hint: 'The Pod wrote more than its `ephemeral-storage` limit allows: keep data in a claim.',
      path: 'containers[0].resources',
    }),
  }
}

function isAbout(involved: Event['involvedObject'], { metadata }: Pod): boolean {
  return involved.kind === 'Pod' && involved.name === metadata.name && involved.uid === metadata.uid
}

const named = (name: string, between: string, { observed, ...rest }: FieldDiagnosis): FieldDiagnosis => ({
  observed: `${name}${between}${observed}`,
  ...rest,
})
