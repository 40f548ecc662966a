import type { Cluster } from '../cluster.ts'
import type { Container, Node, Pod, PodSpec } from '../objects.ts'
import { parseQuantity } from './quantity.ts'

/** An amount of each resource that the scheduler counts: cores, bytes, Pods. */
export interface Amount {
  cpu: number
  memory: number
  pods: number
}

/**
 * The effective request of one Pod of a template: its Pod-level request if set; or else the larger of two
 * sums: its containers with its sidecars, or its largest init container with the sidecars started before it.
 */
export function requestsOf(spec: PodSpec): Amount {
  const total = (resource: string) => {
    const whole = asked(spec, resource)
    if (whole !== undefined) return whole
    let beside = 0
    let largest = 0
    for (const container of spec.initContainers ?? []) {
      const own = asked(container, resource) ?? 0
      largest = Math.max(largest, beside + own)
      if (container.restartPolicy === 'Always') beside += own
    }
    const together = spec.containers.reduce(
      (sum, container) => sum + (asked(container, resource) ?? 0),
      beside,
    )
    return Math.max(together, largest)
  }
  return { cpu: total('cpu'), memory: total('memory'), pods: 1 }
}

/** If no request is set, the limit counts as the request, as the API server fills it in. */
function asked({ resources }: Pick<Container, 'resources'>, resource: string): number | undefined {
  const quantity = resources?.requests?.[resource] ?? resources?.limits?.[resource]
  return quantity === undefined ? undefined : parseQuantity(quantity)
}

/** Amounts added up. */
export function sum(amounts: Amount[]): Amount {
  const of = (resource: keyof Amount) => amounts.reduce((total, amount) => total + amount[resource], 0)
  return { cpu: of('cpu'), memory: of('memory'), pods: of('pods') }
}

/** How many Pods of an amount fit into a capacity that is free. */
export function fitting(free: Amount, each: Amount): number {
  const quotients = (Object.keys(free) as (keyof Amount)[])
    .filter((resource) => each[resource] > 0)
    // A thousandth of a millicore over or under is the arithmetic's, not the scheduler's.
    .map((resource) => Math.floor(free[resource] / each[resource] + 1e-9))
  return Math.max(0, Math.min(...quotients))
}

/**
 * The node's capacity less the requests of the Pods that `isCounted` selects. With `promised`, Pods without a
 * node count too: the scheduler holds room for such a Pod while its volume is made.
 */
export async function freeCapacity(
  cluster: Cluster,
  isCounted: (pod: Pod) => boolean,
  { promised = false } = {},
): Promise<Amount> {
  const [node] = await cluster.api.list<Node>('/api/v1/nodes')
  const { cpu = '', memory = '', pods = '' }: Record<string, string> = node?.status.allocatable ?? {}
  const free = { cpu: parseQuantity(cpu), memory: parseQuantity(memory), pods: parseQuantity(pods) }
  for (const pod of await cluster.api.list<Pod>('/api/v1/pods')) {
    const isOver = ['Succeeded', 'Failed'].includes(pod.status.phase ?? '')
    if (isOver || !(pod.spec.nodeName || promised) || !isCounted(pod)) continue
    const taken = requestsOf(pod.spec)
    free.cpu -= taken.cpu
    free.memory -= taken.memory
    free.pods -= 1
  }
  return free
}
