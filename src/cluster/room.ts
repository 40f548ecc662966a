import type { KubernetesObject } from './api.ts'
import type { Cluster } from './cluster.ts'
import { parseQuantity } from './quantity.ts'

/** An amount of each resource that the scheduler counts: cores, bytes, Pods. */
export interface Amount {
  cpu: number
  memory: number
  pods: number
}

/** What one Pod of a template asks for: its containers together, or its largest init container. */
export function requestsOf(spec: KubernetesObject['spec']): Amount {
  const of = (container: KubernetesObject, resource: string) =>
    parseQuantity(container.resources?.requests?.[resource] ?? container.resources?.limits?.[resource] ?? 0)
  const total = (resource: string) => {
    const together = spec.containers.reduce(
      (sum: number, container: KubernetesObject) => sum + of(container, resource),
      0,
    )
    const largest = Math.max(
      0,
      ...(spec.initContainers ?? []).map((container: KubernetesObject) => of(container, resource)),
    )
    return Math.max(together, largest)
  }
  return { cpu: total('cpu'), memory: total('memory'), pods: 1 }
}

/** How many Pods of an amount fit into a room. */
export function fitting(room: Amount, each: Amount): number {
  const quotients = (Object.keys(room) as (keyof Amount)[])
    .filter((resource) => each[resource] > 0)
    // A thousandth of a millicore over or under is the arithmetic's, not the scheduler's.
    .map((resource) => Math.floor(room[resource] / each[resource] + 1e-9))
  return Math.max(0, Math.min(...quotients))
}

/** What the node has left for Pods other than those that `isCounted` leaves out. */
export async function measureRoom(
  cluster: Cluster,
  isCounted: (pod: KubernetesObject) => boolean,
): Promise<Amount> {
  const [node] = await cluster.api.list('/api/v1/nodes')
  const { cpu, memory, pods } = node?.status.allocatable ?? {}
  const room = { cpu: amount(cpu), memory: amount(memory), pods: amount(pods) }
  for (const pod of await cluster.api.list('/api/v1/pods')) {
    const isPlaced = pod.spec.nodeName && !['Succeeded', 'Failed'].includes(pod.status.phase)
    if (!isPlaced || !isCounted(pod)) continue
    const taken = requestsOf(pod.spec)
    room.cpu -= taken.cpu
    room.memory -= taken.memory
    room.pods -= 1
  }
  return room
}

const amount = (quantity: string) => parseQuantity(quantity)
