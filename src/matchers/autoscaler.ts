import { condition, isReady } from '../cluster/conditions.ts'
import type { Handle } from '../cluster/handle.ts'
import type { HorizontalPodAutoscaler, Workload } from '../cluster/objects.ts'
import type { Terminal } from '../cluster/terminal.ts'
import { cpuMetric, diagnoseReading, tellSetting } from '../diagnosis/autoscaler.ts'
import type { FieldDiagnosis } from '../diagnosis/field-diagnosis.ts'
import { diagnoseRefused } from '../diagnosis/refused-manifests.ts'
import type { Position } from '../submission/position.ts'
import type { Diagnosis } from '../waiting/diagnosis.ts'
import { Failure } from '../waiting/failure.ts'
import { readingUtilisation } from '../waiting/patience.ts'
import { eventually } from '../waiting/wait.ts'

/**
 * The submitted autoscaler; the workload's, if there are several. Throws {@link Failure} if there is none,
 * with the reason if it was refused.
 */
export async function findAutoscaler({
  cluster,
  name: workload,
}: Handle): Promise<Handle<HorizontalPodAutoscaler>> {
  const autoscalers = await cluster.list('autoscaling/v2', 'HorizontalPodAutoscaler')
  const isOther = ({ spec }: HorizontalPodAutoscaler) => Number(spec.scaleTargetRef.name !== workload)
  const [first] = autoscalers.sort(
    (a, b) => isOther(a) - isOther(b) || a.metadata.name.localeCompare(b.metadata.name),
  )
  if (first) return cluster.autoscaler(first.metadata.name)
  const [refusal] = cluster.refusalsOf('HorizontalPodAutoscaler')
  const { observed, at, cause }: Diagnosis = refusal
    ? await diagnoseRefused(cluster, refusal)
    : { observed: 'there is none' }
  throw new Failure({ expected: 'a HorizontalPodAutoscaler', observed, at, hint: cause })
}

/** The settings that an autoscaler must have: bounds in replicas, cpu in percent of the requests. */
export interface Target {
  min: number
  max: number
  cpu: number
}

/** Throws if an autoscaler aims at something else, however it was written. */
export async function haveTarget(
  autoscaler: Handle<HorizontalPodAutoscaler>,
  workload: Handle,
  { min, max, cpu }: Target,
): Promise<void> {
  const { spec } = await autoscaler.mustGet()
  const { kind, name } = spec.scaleTargetRef
  const found = cpuMetric(spec.metrics)
  const refPath = `spec.scaleTargetRef.${kind === workload.kind ? 'name' : 'kind'}`
  const terms: [string, string | number, string | number | undefined, string][] = [
    ['scaleTargetRef', `${workload}`, `${kind} ${name}`, refPath],
    ['minReplicas', min, spec.minReplicas, 'spec.minReplicas'],
    ['maxReplicas', max, spec.maxReplicas, 'spec.maxReplicas'],
    [
      'a CPU utilisation target of',
      cpu,
      found?.resource.target.averageUtilization,
      cpuPath(autoscaler, spec),
    ],
  ]
  for (const [term, expected, observed, path] of terms)
    if (expected !== observed)
      throw new Failure({
        expected: `${term} ${expected}`,
        observed: tellSetting(`${autoscaler}`, observed ?? otherMetrics(spec)),
        at: autoscaler.at(path),
      })
}

/** Where the target stands in the version that the learner wrote. */
function cpuPath({ cluster, kind, name }: Handle, { metrics }: HorizontalPodAutoscaler['spec']): string {
  if (cluster.manifestOf(kind, name)?.apiVersion === 'autoscaling/v1')
    return 'spec.targetCPUUtilizationPercentage'
  const found = cpuMetric(metrics)
  const source = (metric?: { containerResource?: object }) =>
    metric?.containerResource ? 'containerResource' : 'resource'
  return found
    ? `spec.metrics[${found.index}].${source(found.metric)}.target.averageUtilization`
    : `spec.metrics[0].${source(metrics?.[0])}.name`
}

function otherMetrics({ metrics = [] }: HorizontalPodAutoscaler['spec']): string {
  const names = metrics.map((metric) => {
    const resource = metric.resource ?? metric.containerResource
    return resource ? `${resource.name} (${resource.target.type})` : metric.type
  })
  return names.length > 0 ? `a target for ${names.join(', ')} instead` : 'none'
}

/**
 * Returns when `kubectl top pods` lists a Pod of the workload with its CPU. It leaves out for a while a Pod of which a
 * container is new, even if the autoscaler has read that Pod before.
 */
export async function listInTop(terminal: Terminal, workload: Handle<Workload>): Promise<void> {
  const goal = {
    expected: `\`kubectl top pods\` to list the Pods of ${workload}`,
    patience: readingUtilisation(workload.cluster.address.clocks),
    at: workload.at('spec.template.spec.containers[0]'),
  }
  await eventually(goal, async () => {
    const { stdout, stderr } = await terminal.kubectl(['top', 'pods', '--no-headers'])
    const names = (await workload.pods()).filter(isReady).map(({ metadata }) => metadata.name)
    const measured = stdout.split('\n').flatMap((line) => /^(\S+)\s+\d+m\s/.exec(line)?.[1] ?? [])
    const isListed = names.some((name) => measured.includes(name))
    return { ...(isListed && { value: true }), observed: stderr.trim() || 'it lists none of them' }
  })
}

/** Returns when an autoscaler reads a CPU value and acts on it. */
export async function readUtilisation(autoscaler: Handle<HorizontalPodAutoscaler>): Promise<void> {
  const { cluster } = autoscaler
  const goal = {
    expected: `${autoscaler} to read the CPU of the Pods`,
    patience: readingUtilisation(cluster.address.clocks),
    at: autoscaler.at(REFERENCE),
  }
  await eventually(goal, async () => {
    const object = await autoscaler.mustGet()
    const { kind, name } = object.spec.scaleTargetRef
    const workload = cluster.workload(kind, name)
    const value = utilisation(object)
    const isActive = condition(object, 'ScalingActive')?.status === 'True'
    const wrong = diagnoseReading(object, isActive ? undefined : await workload.get())
    if (!wrong)
      return { ...(value !== undefined && isActive && { value }), observed: `cpu ${value ?? '<unknown>'} %` }
    return { ...wrong, at: lineOf(autoscaler, wrong) }
  })
}

const REFERENCE = 'spec.scaleTargetRef'

/** The line of the workload's own field, or else where the autoscaler names the workload. */
function lineOf(autoscaler: Handle, { object, path = REFERENCE }: FieldDiagnosis): Position | undefined {
  if (!object) return autoscaler.at(path)
  const workload = autoscaler.cluster.handle('apps/v1', object.kind, object.name)
  return workload.at(path) ?? autoscaler.at(REFERENCE)
}

/** The CPU in percent of the requests that an autoscaler last read. */
export function utilisation({ status }: HorizontalPodAutoscaler): number | undefined {
  return cpuMetric(status?.currentMetrics)?.resource.current.averageUtilization
}
