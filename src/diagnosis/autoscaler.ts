import { parseQuantity } from '../cluster/capacity/quantity.ts'
import { condition } from '../cluster/conditions.ts'
import type { HorizontalPodAutoscaler, Workload } from '../cluster/objects.ts'
import type { FieldDiagnosis } from './field-diagnosis.ts'

/** A metric of an autoscaler, in its spec or in its status. */
interface Metric {
  resource?: { name: string }
  containerResource?: { name: string }
}

/** A metric that is the CPU of the Pods, what it says of it, and its place among the others. */
interface CpuMetric<M extends Metric> {
  metric: M
  resource: NonNullable<M['resource'] | M['containerResource']>
  index: number
}

/** The metric of an autoscaler that is the CPU of its Pods, with its place among the others. */
export function cpuMetric<M extends Metric>(metrics?: M[] | null): CpuMetric<M> | undefined {
  for (const [index, metric] of (metrics ?? []).entries()) {
    const resource = metric.resource ?? metric.containerResource
    if (resource?.name === 'cpu') return { metric, resource, index }
  }
  return undefined
}

/** Says why an autoscaler does not read the CPU of its workload's Pods, from what it says itself. */
export function diagnoseReading(
  autoscaler: HorizontalPodAutoscaler,
  workload?: Workload,
): FieldDiagnosis | undefined {
  const problem = ['AbleToScale', 'ScalingActive']
    .map((type) => condition(autoscaler, type))
    .find((one) => one?.status === 'False')
  if (!problem) return undefined
  const { reason = '', message = '' } = problem
  const observed = `${reason}: ${message}`
  const { apiVersion, kind, name } = autoscaler.spec.scaleTargetRef
  if (reason === 'FailedGetScale' && !apiVersion)
    return {
      observed,
      cause: `Add \`apiVersion: apps/v1\` to \`scaleTargetRef\`: without it, the autoscaler finds no ${kind}.`,
      path: 'spec.scaleTargetRef.apiVersion',
    }
  if (reason === 'FailedGetScale' && /no matches for kind/.test(message))
    return {
      observed,
      cause: noSuchKind({ apiVersion, kind }),
      path: 'spec.scaleTargetRef.apiVersion',
    }
  if (reason === 'FailedGetScale')
    return {
      observed,
      cause: noSuchTarget({ kind, name }),
      path: 'spec.scaleTargetRef.name',
    }
  if (reason === 'AmbiguousSelector')
    return {
      observed,
      cause: 'Another autoscaler controls the same Pods: list both with `kubectl get hpa`, and delete one.',
      path: 'spec.scaleTargetRef.name',
    }
  if (reason === 'ScalingDisabled')
    return {
      observed,
      cause: 'At 0 replicas, the autoscaler does nothing: set `replicas` to 1 or more.',
      object: { kind, name },
      path: 'spec.replicas',
    }
  const missing = missingRequest(message, workload)
  return missing ? { observed, ...missing, object: { kind, name } } : { observed }
}

/** Says that the cluster does not have the kind of an autoscaler's target. */
export const noSuchKind = ({ apiVersion, kind }: { apiVersion?: string | undefined; kind: string }) =>
  `There is no ${kind} in apiVersion ${apiVersion}: compare \`scaleTargetRef\` with \`kubectl api-resources\`.`

/** Says that an autoscaler's target does not exist. */
export const noSuchTarget = ({ kind, name }: { kind: string; name: string }) =>
  `There is no ${kind} ${name}: compare \`kind\` and \`name\` in \`scaleTargetRef\` with \`kubectl get deploy\`.`

/** Says which value an autoscaler has in place of the expected one. */
export const tellSetting = (autoscaler: string, value: string | number) => `${autoscaler} has ${value}`

const POD = 'spec.template.spec'

/** The CPU request that the target is a percentage of, and that a container lacks. */
function missingRequest(message: string, workload?: Workload): { cause: string; path: string } | undefined {
  const pod = workload?.spec.template.spec
  const all = (['containers', 'initContainers'] as const).flatMap((list) =>
    (pod?.[list] ?? []).map((container, i) => ({ container, path: `${POD}.${list}[${i}]` })),
  )
  const [is, name] = /missing request for cpu(?: in container (\S+))?/.exec(message) ?? []
  if (is) {
    const missing = all.find(({ container }) => container.name === name) ?? all[0]
    return {
      cause: `Give container ${name ?? missing?.container.name} \`resources.requests.cpu\`: the target is a percentage of it.`,
      path: `${missing?.path ?? POD}.resources`,
    }
  }
  const zero = all.find(({ container }) => parseQuantity(container.resources?.requests?.cpu ?? 'none') === 0)
  if (!zero) return undefined
  return {
    cause: `Container ${zero.container.name} requests no CPU: raise \`resources.requests.cpu\`, because the target is a percentage of it.`,
    path: `${zero.path}.resources.requests.cpu`,
  }
}

/** Kubernetes' own window before it scales in, which the workshop’s "~5 mins" means, in seconds. */
export const LONGEST_WINDOW = 300

/** Says which setting of its own keeps an autoscaler from scaling at all in a direction, or for longer than is waited for. */
export function diagnoseBehavior(
  autoscaler: HorizontalPodAutoscaler,
  direction: 'scaleUp' | 'scaleDown',
  longest: number,
): FieldDiagnosis | undefined {
  const { selectPolicy, stabilizationWindowSeconds: window = 0 } = autoscaler.spec.behavior?.[direction] ?? {}
  const path = `spec.behavior.${direction}`
  if (selectPolicy === 'Disabled')
    return {
      observed: `selectPolicy is Disabled in ${direction}`,
      cause: `Remove \`selectPolicy\`: it forbids the autoscaler to scale ${direction === 'scaleUp' ? 'out' : 'in'}.`,
      path: `${path}.selectPolicy`,
    }
  if (window <= longest) return undefined
  return {
    observed: `stabilizationWindowSeconds is ${window} in ${direction}`,
    cause: `Lower \`stabilizationWindowSeconds\`: the autoscaler waits ${window} s before it scales ${direction === 'scaleUp' ? 'out' : 'in'}, and the workshop’s takes ${direction === 'scaleUp' ? '1~2' : '~5'} minutes.`,
    path: `${path}.stabilizationWindowSeconds`,
  }
}
