import type { KubernetesObject } from '../cluster/api.ts'
import type { Handle } from '../cluster/handle.ts'
import { lookOf, ownLine, type Place } from './diagnosis/place.ts'
import { diagnoseWorkload } from './diagnosis/workload.ts'
import { becomingReady, CONTROLLERS } from './patience.ts'
import { eventually } from './wait.ts'

/** The Pods that a workload should have, and where to look for the learner's lines about it. */
interface Wanted {
  replicas?: number
  place?: Place
}

/** Returns when a workload's controller has seen its latest spec and exactly these Pods, or as many as it asks for, are there and Ready. */
export async function beReady(
  workload: Handle,
  { replicas, place = ownLine }: Wanted = {},
): Promise<KubernetesObject> {
  const object = await workload.get()
  const spec = object?.spec.template.spec
  const patience = spec ? becomingReady(spec) : CONTROLLERS
  const expected = `${workload} with ${replicas ?? object?.spec.replicas ?? 'its'} Ready ${replicas === 1 ? 'Pod' : 'Pods'}`
  return eventually({ expected, patience, at: place(workload, 'spec.replicas') }, async () => {
    const current = await workload.get()
    if (current && isComplete(current, replicas)) return { value: current, seen: 'all Pods are Ready' }
    const other = otherNumber(current, replicas)
    return other
      ? {
          seen: `${workload} asks for another number of Pods`,
          hopeless: other,
          at: place(workload, 'spec.replicas'),
        }
      : lookOf(await diagnoseWorkload(workload, place))
  })
}

/** Nothing but the learner's own manifest changes the number once it was asked for. */
function otherNumber(
  workload: KubernetesObject | undefined,
  replicas: number | undefined,
): string | undefined {
  const asked = workload?.spec.replicas
  return replicas !== undefined && asked !== undefined && asked !== replicas
    ? `Its replicas are ${asked}, not ${replicas}.`
    : undefined
}

function isComplete({ metadata, spec, status }: KubernetesObject, replicas = spec.replicas): boolean {
  return (
    status?.observedGeneration >= metadata.generation &&
    spec.replicas === replicas &&
    (status.replicas ?? 0) === replicas &&
    (status.updatedReplicas ?? 0) === replicas &&
    (status.readyReplicas ?? 0) === replicas
  )
}
