import { condition } from '../cluster/conditions.ts'
import type { Handle } from '../cluster/handle.ts'
import type { HorizontalPodAutoscaler, Workload } from '../cluster/objects.ts'
import { diagnoseBehavior, LONGEST_WINDOW } from '../diagnosis/autoscaler.ts'
import { Failure } from '../waiting/failure.ts'
import { scalingIn, scalingOut } from '../waiting/patience.ts'
import { eventually, throughout } from '../waiting/wait.ts'
import type { Sample, Timeline } from './timeline.ts'

/** Returns when the workload rests at its minimum, so that what comes later comes from the load. */
export async function restAtMinimum(
  autoscaler: Handle<HorizontalPodAutoscaler>,
  workload: Handle<Workload>,
): Promise<number> {
  const { spec } = await autoscaler.mustGet()
  const minimum = spec.minReplicas ?? 1
  const patience = scalingIn(autoscaler.cluster.address.clocks, downscaleWindow(autoscaler, spec))
  const goal = {
    expected: `${workload} at its minimum of ${minimum} replicas before the load`,
    patience,
    inARow: 2,
  }
  return eventually({ ...goal, at: workload.at('spec.replicas') }, async () => {
    const { spec: current, status } = await workload.mustGet()
    const isHeld = current.replicas > minimum
    const wrong = isHeld
      ? diagnoseBehavior(await autoscaler.mustGet(), 'scaleDown', LONGEST_WINDOW)
      : undefined
    const isResting =
      current.replicas === minimum && status?.readyReplicas === minimum && status.replicas === minimum
    return {
      ...(isResting && { value: minimum }),
      observed: [`${current.replicas} replicas, ${status?.readyReplicas ?? 0} Ready`, wrong?.observed]
        .filter(Boolean)
        .join('; '),
      cause: wrong?.cause,
      ...(wrong?.path && { at: autoscaler.at(wrong.path) }),
    }
  })
}

/** Returns if a workload stays at its autoscaler's minimum, without load, for as long as load may take to show. */
export async function restIdle(
  autoscaler: Handle<HorizontalPodAutoscaler>,
  workload: Handle<Workload>,
): Promise<void> {
  const minimum = await restAtMinimum(autoscaler, workload)
  const patience = scalingOut(autoscaler.cluster.address.clocks)
  await throughout(
    { expected: `${workload} to stay at ${minimum} replicas without load`, patience },
    async () => {
      const { replicas } = (await workload.mustGet()).spec
      return { ...(replicas === minimum && { value: true }), observed: `${replicas} replicas` }
    },
  )
}

/** The window that decides when an autoscaler may scale in: its own, or the cluster's. */
function downscaleWindow(
  autoscaler: Handle<HorizontalPodAutoscaler>,
  spec: HorizontalPodAutoscaler['spec'],
): number {
  return (
    spec.behavior?.scaleDown?.stabilizationWindowSeconds ?? autoscaler.cluster.address.clocks.downscaleWindow
  )
}

/** Returns when the replicas are back at the minimum after the load, and not before the stabilization window allows. */
export async function scaleBackIn(
  autoscaler: Handle<HorizontalPodAutoscaler>,
  workload: Handle<Workload>,
  timeline: Timeline,
): Promise<void> {
  if (!timeline.scaleOut) throw new Error('there was no scale-out to come back from')
  const { from, ended } = timeline.scaleOut
  const object = await autoscaler.mustGet()
  const wrong = diagnoseBehavior(object, 'scaleDown', LONGEST_WINDOW)
  const { clocks } = autoscaler.cluster.address
  const window = downscaleWindow(autoscaler, object.spec)
  if (wrong)
    throw new Failure({
      expected: `${workload} back at ${from} replicas after the load`,
      observed: wrong.observed,
      at: wrong.path ? autoscaler.at(wrong.path) : undefined,
      hint: wrong.cause,
    })
  const goal = {
    expected: `${workload} back at ${from} replicas after the load`,
    patience: scalingIn(clocks, window),
  }
  await eventually({ ...goal, at: autoscaler.at('spec.minReplicas') }, async () => {
    const { spec: current } = await workload.mustGet()
    const able = condition(await autoscaler.mustGet(), 'AbleToScale')
    return {
      ...(current.replicas <= from && { value: true }),
      observed: `${current.replicas} replicas; ${able?.reason}: ${able?.message}`,
    }
  })
  const first = firstDecrease(timeline.samples.filter(({ time }) => time >= ended))
  const waited = first && (first.time - ended) / 1000
  // The last high recommendation may be one look of the autoscaler older than the end of the load.
  if (waited !== undefined && waited < window - clocks.sync - 1)
    throw new Failure({
      expected: `no replica removed before the stabilization window of ${window} s has passed`,
      observed: `the first was removed ${waited.toFixed(0)} s after the load`,
      at: autoscaler.at('spec.behavior.scaleDown'),
    })
  await stayWithinBounds(timeline, autoscaler)
}

function firstDecrease(samples: Sample[]): Sample | undefined {
  return samples.find(({ replicas }, i) => replicas < (samples[i - 1]?.replicas ?? 0))
}

/** Throws if the record shows fewer replicas than the minimum or more than the maximum. */
async function stayWithinBounds(
  timeline: Timeline,
  autoscaler: Handle<HorizontalPodAutoscaler>,
): Promise<void> {
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
