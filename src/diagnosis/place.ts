import type { KubernetesObject } from '../cluster/api.ts'
import type { Handle } from '../cluster/handle.ts'
import type { Position } from '../submission/position.ts'
import type { Look } from '../waiting/wait.ts'

/** Finds the learner's line for a field of an object. */
export type Place = (handle: Handle, path: string) => Position | undefined

/** The line of the object's own manifest, where the learner wrote it. */
export const ownLine: Place = (handle, path) => handle.at(path)

/** What keeps something from working, and the learner's line that explains it. */
export interface Finding {
  seen: string
  /** What it means, where waiting will not change it. */
  cause?: string | undefined
  /** What it may mean, where it may yet pass. */
  hint?: string | undefined
  /** What of ours keeps it from working. */
  ours?: string | undefined
  /** Whether nothing is known against one of its Pods, which may yet be Ready. */
  someMayCome?: boolean | undefined
  at?: Position | undefined
}

/** What was found, as what one look saw. */
export function lookOf({ seen, cause, hint, ours, at }: Finding): Look<never> {
  return { seen, hopeless: cause, hint, ours, at }
}

/** The same where one Pod is enough: while one may yet be Ready, it is not hopeless. */
export function forOnePod({ cause, hint, ...found }: Finding): Finding {
  return found.someMayCome ? { ...found, hint: cause ?? hint } : { ...found, cause, hint }
}

/**
 * The field of a workload's template that a field of one of its Pods comes from. A Pod lists its volumes in another
 * order and has some more, so that an element is found by its name.
 */
export function inTemplate(path: string, pod: KubernetesObject, workload: KubernetesObject): string {
  const [whole = '', list = '', i = ''] = /^(\w+)\[(\d+)\]/.exec(path) ?? []
  const spec = workload.spec.template.spec
  if (!whole) return `spec.template.spec.${path}`
  const name = pod.spec?.[list]?.[Number(i)]?.name
  const at = (spec[list] ?? []).findIndex((one: { name: string }) => one.name === name)
  return at >= 0
    ? `spec.template.spec.${list}[${at}]${path.slice(whole.length)}`
    : `spec.template.spec.${list}`
}
