import { requestsOf } from '../cluster/capacity/amount.ts'
import { condition } from '../cluster/conditions.ts'
import type { Handle } from '../cluster/handle.ts'
import type { HorizontalPodAutoscaler, Workload } from '../cluster/objects.ts'
import { diagnoseBehavior } from '../diagnosis/autoscaler.ts'
import { Failure } from '../waiting/failure.ts'
import { scalingOut } from '../waiting/patience.ts'
import { eventually, type Look } from '../waiting/wait.ts'
import { utilisation } from './autoscaler.ts'
import { isEnough } from './load/aim.ts'
import { Load } from './load.ts'
import { restAtMinimum } from './scale-in.ts'
import type { Timeline } from './timeline.ts'

/** A workload under load. */
export interface UnderLoad {
  workload: Handle<Workload>
  /** The path that is asked for. */
  path: string
  load: Load
  /** The replicas that it had before the load. */
  from: number
  /** In milliseconds since the epoch. */
  began: number
  timeline: Timeline
}

/**
 * Puts a workload under load once it rests at its autoscaler's minimum: GETs of a URL, at a rate derived from
 * the Pods' own requests. `toScaleOut` ends the load.
 */
export async function putUnderLoad(
  workload: Handle<Workload>,
  url: string,
  autoscaler: Handle<HorizontalPodAutoscaler>,
  timeline: Timeline,
): Promise<UnderLoad> {
  const from = await restAtMinimum(autoscaler, workload)
  timeline.start()
  const { spec } = await workload.mustGet()
  const load = new Load(url, from, requestsOf(spec.template.spec).cpu)
  timeline.rate = () => load.rate
  timeline.mark('load starts')
  return { workload, path: new URL(url).pathname, load, from, began: Date.now(), timeline }
}

/**
 * Returns when the autoscaler has raised the replicas under load, and always ends the load. The rate is
 * corrected by the CPU that the autoscaler reads. If the machine could not make enough load, that is a grader
 * error.
 */
export async function scaleOut(
  autoscaler: Handle<HorizontalPodAutoscaler>,
  { workload, path, load, from, began, timeline }: UnderLoad,
): Promise<void> {
  const patience = scalingOut(autoscaler.cluster.address.clocks)
  const expected = `more than ${from} replicas while ${path} is under load`
  let read: number | undefined
  try {
    await eventually({ expected, patience, at: autoscaler.at('spec') }, async () => {
      const [object, { spec: current }] = await Promise.all([autoscaler.mustGet(), workload.mustGet()])
      read = utilisation(object)
      // The API server rounds its times down to whole seconds.
      const hasScaled = Date.parse(object.status.lastScaleTime ?? '') >= began - 1000
      const observed = `${current.replicas} replicas, cpu ${read ?? '<unknown>'} % at ${load}`
      if (hasScaled && current.replicas > from)
        return load.isRefused() ? { observed, cause: noLoad(path) } : { value: current.replicas, observed }
      load.aimAgain(read, 3 * autoscaler.cluster.address.clocks.metricResolution)
      return whyNot(autoscaler, object, observed, patience.seconds)
    })
  } catch (error) {
    if (error instanceof Failure && !isEnough(read) && load.isTooLittle())
      throw new Error(`${load.inWords()}: this machine is too busy`)
    throw error
  } finally {
    await load.stop()
    timeline.rate = () => 0
    timeline.mark('load ends')
  }
  timeline.scaleOut = { from, began, ended: Date.now() }
}

/** CPU that is used without an answer says nothing of what the app does under load. */
const noLoad = (path: string) =>
  `The replicas rose, but most requests to ${path} failed: run \`curl -i\` to see why.`

/** What keeps an autoscaler from scaling out; hopeless once it has read enough and its own settings hold it back. */
function whyNot(
  autoscaler: Handle<HorizontalPodAutoscaler>,
  object: HorizontalPodAutoscaler,
  observed: string,
  seconds: number,
): Look<number> {
  const wrong = diagnoseBehavior(object, 'scaleUp', seconds)
  if (!wrong) return { observed: [observed, limitsOf(object)].filter(Boolean).join('; ') }
  return {
    observed: `${observed}; ${wrong.observed}`,
    ...(isEnough(utilisation(object)) && { cause: wrong.cause }),
    hint: wrong.cause,
    at: wrong.path ? autoscaler.at(wrong.path) : undefined,
  }
}

/** What the autoscaler says of its limits, where they are what stops it. */
function limitsOf(autoscaler: HorizontalPodAutoscaler): string | undefined {
  const limited = condition(autoscaler, 'ScalingLimited')
  const able = condition(autoscaler, 'AbleToScale')
  const words = [limited?.status === 'True' && limited, able?.reason === 'ScaleUpStabilized' && able]
  const said = words.flatMap((one) => (one ? `${one.reason}: ${one.message}` : []))
  return said.length > 0 ? said.join('; ') : undefined
}
