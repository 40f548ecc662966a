import type { KubernetesObject } from '../cluster/api.ts'
import type { Cluster } from '../cluster/cluster.ts'
import type { Handle } from '../cluster/handle.ts'
import type { Terminal } from '../cluster/terminal.ts'
import { condition, isReady } from './diagnosis.ts'
import { Failure } from './failure.ts'
import { readingUtilisation } from './patience.ts'
import { eventually } from './wait.ts'

/** Why an autoscaler does not scale, for reasons that do not pass. */
const CAUSES: [RegExp, string][] = [
  [
    /missing request for cpu/,
    'Every container of the Pods needs `resources.requests.cpu`: the target is a percentage of it.',
  ],
  [/FailedGetScale|not found/, 'Compare the kind and the name in scaleTargetRef with the Deployment.'],
]

/** The autoscaler that was handed in. Throws {@link Failure} where there is none, with why it was refused. */
export async function findAutoscaler(cluster: Cluster): Promise<Handle> {
  const autoscalers = await cluster.list('autoscaling/v2', 'HorizontalPodAutoscaler')
  const [first] = autoscalers.sort((a, b) => a.metadata.name.localeCompare(b.metadata.name))
  if (first) return cluster.autoscaler(first.metadata.name)
  const [refusal] = cluster.refusalsOf('HorizontalPodAutoscaler')
  throw new Failure({
    expected: 'a HorizontalPodAutoscaler',
    observed: refusal ? `the API server refused ${refusal.name}: ${refusal.message}` : 'there is none',
    at: refusal?.at,
  })
}

/** What an autoscaler must say of its workload: bounds in replicas, cpu in percent of the requests. */
export interface Target {
  min: number
  max: number
  cpu: number
}

/** Throws where an autoscaler aims at something else, however it was written. */
export async function target(autoscaler: Handle, workload: Handle, { min, max, cpu }: Target): Promise<void> {
  const { scaleTargetRef: ref, minReplicas, maxReplicas, metrics = [] } = (await autoscaler.mustGet()).spec
  const read = metrics.find((metric: KubernetesObject) => metric.resource?.name === 'cpu')?.resource.target
    .averageUtilization
  const terms: [string, string | number, string | number | undefined, string][] = [
    ['scaleTargetRef', `${workload}`, `${ref.kind} ${ref.name}`, 'spec.scaleTargetRef.name'],
    ['minReplicas', min, minReplicas, 'spec.minReplicas'],
    ['maxReplicas', max, maxReplicas, 'spec.maxReplicas'],
    ['a CPU utilisation target of', cpu, read, 'spec.targetCPUUtilizationPercentage'],
  ]
  for (const [term, expected, observed, path] of terms)
    if (expected !== observed)
      throw new Failure({
        expected: `${term} ${expected}`,
        observed: `${autoscaler} has ${observed ?? 'none'}`,
        at: autoscaler.at(path),
      })
}

/** Throws where `kubectl top pods` does not list the workload's Pods with their CPU. */
export async function listInTop(workload: Handle, terminal: Terminal): Promise<void> {
  const { stdout, stderr } = await terminal.kubectl(['top', 'pods', '--no-headers'])
  const names = (await workload.pods()).filter(isReady).map(({ metadata }) => metadata.name)
  const listed = names.filter((name) => new RegExp(`^${name}\\s+\\d+m\\s`, 'm').test(stdout))
  if (listed.length === 0)
    throw new Failure({
      expected: `\`kubectl top pods\` to list the Pods of ${workload}`,
      observed: stderr.trim() || 'none of them',
    })
}

/** Returns when an autoscaler reads a CPU value and acts on it. */
export async function readUtilisation(autoscaler: Handle): Promise<void> {
  const { clocks } = autoscaler.cluster.address
  const goal = {
    expected: `${autoscaler} to read the CPU of the Pods`,
    patience: readingUtilisation(clocks),
    at: autoscaler.at('spec.scaleTargetRef'),
  }
  await eventually(goal, async () => {
    const object = await autoscaler.mustGet()
    const value = utilisation(object)
    const active = condition(object, 'ScalingActive')
    const able = condition(object, 'AbleToScale')
    const problem = [able, active].find((c) => c?.status === 'False')
    const seen = problem ? `${problem.reason}: ${problem.message}` : `cpu ${value ?? '<unknown>'} %`
    const hopeless = CAUSES.find(([words]) => words.test(seen))?.[1]
    return { ...(value !== undefined && active?.status === 'True' && { value }), seen, hopeless }
  })
}

/** The CPU in percent of the requests that an autoscaler last read. */
export function utilisation({ status }: KubernetesObject): number | undefined {
  const metrics: KubernetesObject[] = status?.currentMetrics ?? []
  return metrics.find((metric) => metric.resource?.name === 'cpu')?.resource.current.averageUtilization
}
