import type { KubernetesObject } from '../cluster/api.ts'
import type { Cluster } from '../cluster/cluster.ts'
import type { Handle } from '../cluster/handle.ts'
import { requestsOf } from '../cluster/room.ts'
import type { Terminal } from '../cluster/terminal.ts'
import type { App } from './app.ts'
import { condition, isReady } from './diagnosis.ts'
import { Failure } from './failure.ts'
import { aim, aimAgain, Load } from './load.ts'
import { readingUtilisation, scalingIn, scalingOut } from './patience.ts'
import type { Sample, ScaleOut, Timeline } from './timeline.ts'
import { eventually, type Look } from './wait.ts'

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

function utilisation({ status }: KubernetesObject): number | undefined {
  const metrics: KubernetesObject[] = status?.currentMetrics ?? []
  return metrics.find((metric) => metric.resource?.name === 'cpu')?.resource.current.averageUtilization
}

/** Returns when the workload rests at its minimum, so that what comes later comes from the load. */
export async function restAtMinimum(autoscaler: Handle, workload: Handle): Promise<number> {
  const { spec } = await autoscaler.mustGet()
  const minimum = spec.minReplicas ?? 1
  const patience = scalingIn(autoscaler.cluster.address.clocks, downscaleWindow(autoscaler, spec))
  const goal = { expected: `${workload} at its minimum of ${minimum} before the load`, patience, inARow: 2 }
  return eventually({ ...goal, at: workload.at('spec.replicas') }, async () => {
    const { spec: current, status } = await workload.mustGet()
    const isResting =
      current.replicas === minimum && status?.readyReplicas === minimum && status.replicas === minimum
    return {
      ...(isResting && { value: minimum }),
      seen: `${current.replicas} replicas, ${status?.readyReplicas ?? 0} Ready`,
    }
  })
}

/** The window that decides when an autoscaler may scale in: its own, or the cluster's. */
function downscaleWindow(autoscaler: Handle, spec: KubernetesObject['spec']): number {
  return (
    spec.behavior?.scaleDown?.stabilizationWindowSeconds ?? autoscaler.cluster.address.clocks.downscaleWindow
  )
}

/**
 * Puts the API under load until its replicas rise, and ends the load. The rate is aimed from the Pods' own requests
 * and aimed again from the CPU that the autoscaler reads.
 */
export async function scaleOut(
  app: App,
  workload: Handle,
  autoscaler: Handle,
  timeline: Timeline,
): Promise<ScaleOut> {
  const from = await restAtMinimum(autoscaler, workload)
  timeline.start()
  const { spec } = await workload.mustGet()
  const url = `${app.url}/api/status`
  let load = Load.start(url, aim(from, requestsOf(spec.template.spec).cpu))
  timeline.rate = () => load.rate
  const began = Date.now()
  const { clocks } = autoscaler.cluster.address
  const windows = 3 * clocks.metricResolution * 1000
  let aimed = began
  const goal = {
    expected: `more than ${from} replicas while /api/status is under load`,
    patience: scalingOut(clocks),
  }
  try {
    await eventually({ ...goal, at: autoscaler.at('spec') }, async (): Promise<Look<number>> => {
      const [object, target] = await Promise.all([autoscaler.mustGet(), workload.mustGet()])
      const read = utilisation(object)
      const seen = `${target.spec.replicas} replicas, cpu ${read ?? '<unknown>'} % at ${load.rate} requests/s${refusals(load)}`
      const scaled = Date.parse(object.status.lastScaleTime ?? 0)
      // The API server rounds its times down to whole seconds.
      const becauseOfLoad = scaled >= began - 1000 && target.spec.replicas > from
      if (becauseOfLoad) return { value: target.spec.replicas, seen }
      if (Date.now() - aimed > windows && target.spec.replicas === from) {
        const next = aimAgain(load.aimed, read ?? 0, from)
        await load.stop()
        load = Load.start(url, next)
        aimed = Date.now()
      }
      return { seen }
    })
  } catch (error) {
    if (error instanceof Failure && load.rate < load.aimed / 2 && load.refused < load.answered / 10)
      throw new Error(
        `the load generator made ${load.rate} of ${load.aimed} requests a second: this machine is too busy`,
      )
    throw error
  } finally {
    await load.stop()
    timeline.rate = () => 0
  }
  return { from, began, ended: Date.now() }
}

const refusals = ({ refused, answered }: Load) =>
  refused > 0 ? `, ${refused} of ${answered} not answered with success` : ''

/** Returns when the replicas are back at the minimum after the load, and not before the stabilization window allows. */
export async function scaleBackIn(autoscaler: Handle, workload: Handle, timeline: Timeline): Promise<void> {
  if (!timeline.scaleOut) throw new Error('there was no scale-out to come back from')
  const { from, ended } = timeline.scaleOut
  const { spec } = await autoscaler.mustGet()
  const { clocks } = autoscaler.cluster.address
  const window = downscaleWindow(autoscaler, spec)
  const goal = {
    expected: `${workload} back at ${from} replicas after the load`,
    patience: scalingIn(clocks, window),
  }
  await eventually({ ...goal, at: autoscaler.at('spec.minReplicas') }, async () => {
    const { spec: current } = await workload.mustGet()
    const able = condition(await autoscaler.mustGet(), 'AbleToScale')
    return {
      ...(current.replicas <= from && { value: true }),
      seen: `${current.replicas} replicas; ${able?.reason}: ${able?.message}`,
    }
  })
  const first = firstDecrease(timeline.samples.filter(({ time }) => time >= ended))
  const waited = first && (first.time - ended) / 1000
  // The last high recommendation may be one look of the autoscaler older than the end of the load.
  if (waited !== undefined && waited < window - clocks.sync - 1)
    throw new Failure({
      expected: `no replica gone before the stabilization window of ${window} s is over`,
      observed: `the first went ${waited.toFixed(0)} s after the load`,
      at: autoscaler.at('spec.behavior.scaleDown'),
    })
}

function firstDecrease(samples: Sample[]): Sample | undefined {
  return samples.find(({ replicas }, i) => replicas < (samples[i - 1]?.replicas ?? 0))
}

/** Throws where the record shows fewer replicas than the minimum or more than the maximum. */
export async function stayWithinBounds(timeline: Timeline, autoscaler: Handle): Promise<void> {
  const { minReplicas = 1, maxReplicas } = (await autoscaler.mustGet()).spec
  if (timeline.samples.length === 0) throw new Error('nothing was recorded')
  const outside = timeline.samples.find(({ replicas }) => replicas < minReplicas || replicas > maxReplicas)
  if (outside)
    throw new Failure({
      expected: `between ${minReplicas} and ${maxReplicas} replicas all the time`,
      observed: `${outside.replicas} replicas`,
      at: autoscaler.at('spec'),
    })
}
