import { isReady } from '../cluster/conditions.ts'
import type { Handle } from '../cluster/handle.ts'
import type { EndpointSlice, Pod, Workload } from '../cluster/objects.ts'
import { diagnoseSelector, isSelected } from '../diagnosis/services.ts'
import type { Diagnosis } from '../waiting/diagnosis.ts'
import { CONTROLLERS } from '../waiting/patience.ts'
import { eventually } from '../waiting/wait.ts'

/** Returns when all of a workload's Pods are ready endpoints of the same Service. */
export async function beBehindOneService(workload: Handle<Workload>): Promise<void> {
  const { cluster } = workload
  const goal = {
    expected: `all Pods of ${workload} behind one Service`,
    patience: CONTROLLERS,
    at: workload.at('spec.template.metadata.labels'),
  }
  await eventually(goal, async () => {
    const pods = (await workload.pods()).filter(isReady)
    const names = pods.map(({ metadata }) => metadata.name)
    const services = endpointsByService(await cluster.list('discovery.k8s.io/v1', 'EndpointSlice'))
    const counts = [...services].map(
      ([service, ready]) => [service, names.filter((pod) => ready.has(pod)).length] as const,
    )
    const best = counts.sort(([, a], [, b]) => b - a)[0]
    if (best && pods.length > 0 && best[1] === pods.length)
      return { value: true, observed: `Service ${best[0]} has them all` }
    const observed = best
      ? `Service ${best[0]} has ${best[1]} of ${pods.length} Pods as ready endpoints`
      : 'no Service has an endpoint'
    return best?.[1] ? { observed } : ((await diagnoseUnselected(workload, pods)) ?? { observed })
  })
}

/** Says which Service selects nothing at all, where none selects the workload's Pods. */
async function diagnoseUnselected(workload: Handle<Workload>, pods: Pod[]): Promise<Diagnosis | undefined> {
  const { cluster } = workload
  const services = await cluster.list('v1', 'Service')
  if (services.some((service) => pods.some((pod) => isSelected(service, pod)))) return undefined
  const all = await cluster.list('v1', 'Pod')
  for (const service of services) {
    const found = diagnoseSelector(service, all)
    if (!found) continue
    return { ...found, at: cluster.service(service.metadata.name).at(found.path) }
  }
  const names = services.map(({ metadata }) => metadata.name).join(', ') || 'none'
  return { observed: `no Service selects the Pods of ${workload}; the Services are ${names}` }
}

function endpointsByService(slices: EndpointSlice[]): Map<string, Set<string>> {
  const services = new Map<string, Set<string>>()
  for (const { metadata, endpoints } of slices) {
    const service = metadata.labels?.['kubernetes.io/service-name'] ?? ''
    const ready = services.get(service) ?? new Set()
    for (const { conditions, targetRef } of endpoints ?? [])
      if (conditions?.ready && targetRef?.name) ready.add(targetRef.name)
    services.set(service, ready)
  }
  return services
}
