import { type Amount, requestsOf } from '../cluster/capacity/room.ts'
import type { PodSpec } from '../cluster/objects.ts'
import { allocatable } from '../setup/node-size.ts'
import { autoscaleCommand, manifestsOf } from '../submission/find.ts'
import { isObject } from '../submission/json.ts'
import type { Manifest } from '../submission/manifest.ts'
import type { Submission } from '../submission/submission.ts'
import { API, sectionNine } from '../workshop/section-nine.ts'
import type { Section } from '../workshop/sections.ts'

/** What the add-ons on the node ask for, and a little more. */
const ADD_ONS: Amount = { cpu: 0.05, memory: 128 * 2 ** 20, pods: 4 }

/** The most Pods that a check asks for, or that the load makes an autoscaler ask for beyond its minimum. */
const SCALED_TO = 4
const BEYOND_MINIMUM = 3

/** What the chart's four Pods ask for: it gives each container 100m and 50Mi at most. */
const CHART: Amount = { cpu: 0.35, memory: 350 * 2 ** 20, pods: 4 }

/**
 * Sections in as few turns as it takes: those of a turn fit on the node side by side, by what the submission's Pods ask
 * for. A section for which the node is too small by itself has a turn of its own.
 */
export async function inTurns(submission: Submission, sections: Section[]): Promise<Section[][]> {
  const demand = await demandOf(submission)
  const turns: Section[][] = []
  for (const section of sections.toSorted((a, b) => demand[b].memory - demand[a].memory)) {
    const turn = turns.find((others) => fitTogether([...others, section].map((one) => demand[one])))
    if (turn) turn.push(section)
    else turns.push([section])
  }
  return turns
}

function fitTogether(demands: Amount[]): boolean {
  const together = sum([ADD_ONS, ...demands])
  return (
    together.cpu <= allocatable.cpu &&
    together.memory <= allocatable.memoryMi * 2 ** 20 &&
    together.pods <= allocatable.pods
  )
}

/** The most that each section asks of the node at one time, but for over-scaling, which has it to itself. */
async function demandOf(submission: Submission): Promise<Record<Section, Amount>> {
  const app = await sectionNine(submission)
  const least = Math.max(2, minimumOf(submission))
  const statefulSets = manifestsOf(submission, 'StatefulSet')
  return {
    scaling: sum(app.map((one) => amountOf(one, SCALED_TO))),
    autoscaling: sum(app.map((one) => amountOf(one, least + BEYOND_MINIMUM))),
    postgres: sum([...app, ...statefulSets].map((one) => amountOf(one, 2))),
    helm: sum([CHART, ...app.map((one) => amountOf(one, 2))]),
  }
}

/** What all Pods of a workload ask for; the API has at least so many. */
function amountOf({ kind, name, object }: Manifest, replicas: number): Amount {
  const spec = isObject(object.spec) ? object.spec : {}
  const template = isObject(spec.template) ? spec.template : {}
  const pod = kind === 'Pod' ? spec : template.spec
  if (!isObject(pod) || !Array.isArray(pod.containers)) return NOTHING
  const asked = typeof spec.replicas === 'number' ? spec.replicas : 1
  const count = name === API ? Math.max(asked, replicas) : asked
  try {
    // No server has checked it yet: if it is malformed, this throws or finds no number.
    const { cpu, memory } = requestsOf(pod as unknown as PodSpec)
    if (Number.isFinite(cpu + memory)) return { cpu: count * cpu, memory: count * memory, pods: count }
  } catch {}
  // What it asks for is no quantity, so that the API server refuses it.
  return NOTHING
}

const NOTHING: Amount = { cpu: 0, memory: 0, pods: 0 }

function minimumOf(submission: Submission): number {
  const written = manifestsOf(submission, 'HorizontalPodAutoscaler').map(({ object }) =>
    isObject(object.spec) ? Number(object.spec.minReplicas ?? 1) : 1,
  )
  return Math.max(...written.filter(Number.isFinite), autoscaleCommand(submission)?.min ?? 1)
}

function sum(amounts: Amount[]): Amount {
  const of = (resource: keyof Amount) => amounts.reduce((total, amount) => total + amount[resource], 0)
  return { cpu: of('cpu'), memory: of('memory'), pods: of('pods') }
}
