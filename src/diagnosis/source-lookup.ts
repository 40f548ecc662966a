import type { Handle } from '../cluster/handle.ts'
import type { Pod, PodSpec, Workload } from '../cluster/objects.ts'
import type { Position } from '../submission/position.ts'

/** Finds the learner's line for a field of an object. */
export type SourceLookup = (handle: Handle, path: string) => Position | undefined

/** The line of the object's own manifest, if the learner wrote it. */
export const lineOfManifest: SourceLookup = (handle, path) => handle.at(path)

/** The line of the first of some variables that a workload's first container has, or where it has its variables. */
export async function lineOfVariable(
  workload: Handle<Workload>,
  names: string[],
  lineOf: SourceLookup,
): Promise<Position | undefined> {
  const env = (await workload.mustGet()).spec.template.spec.containers[0]?.env ?? []
  const i = env.findIndex(({ name }) => names.includes(name))
  const field = names[0] && env[i]?.name === names[0] ? `env[${i}]` : 'env'
  return lineOf(workload, `spec.template.spec.containers[0].${field}`)
}

/**
 * The field of a workload's template that a field of one of its Pods comes from. A Pod lists its volumes in another
 * order and has some more, so that an element is found by its name.
 */
export function inTemplate(path: string, pod: Pod, workload: Workload): string {
  const [whole = '', list = '', i = ''] = /^(\w+)\[(\d+)\]/.exec(path) ?? []
  if (!whole) return `spec.template.spec.${path}`
  const name = named(pod.spec, list)[Number(i)]?.name
  const at = named(workload.spec.template.spec, list).findIndex((one) => one.name === name)
  return at >= 0
    ? `spec.template.spec.${list}[${at}]${path.slice(whole.length)}`
    : `spec.template.spec.${list}`
}

/** A list of a Pod's spec whose elements have names. */
function named({ containers, initContainers, volumes }: PodSpec, list: string): { name: string }[] {
  const lists: Record<string, { name: string }[] | undefined> = { containers, initContainers, volumes }
  return lists[list] ?? []
}
