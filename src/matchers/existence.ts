import type { Handle } from '../cluster/handle.ts'
import type { KubernetesObject } from '../cluster/objects.ts'
import { isDatabase } from '../diagnosis/database.ts'
import { missing } from '../diagnosis/own.ts'
import { lookOf } from '../diagnosis/place.ts'
import { diagnoseWorkload } from '../diagnosis/workload.ts'
import { Failure } from '../waiting/failure.ts'
import { CONTROLLERS } from '../waiting/patience.ts'
import { eventually, type Look } from '../waiting/wait.ts'

/** Returns when an object is there, or, negated, gone. */
export async function exist(handle: Handle, wanted: boolean): Promise<void> {
  const goal = { expected: wanted ? `${handle}` : `no ${handle}`, patience: CONTROLLERS, at: handle.at() }
  await eventually(goal, async () => {
    const object = await handle.get()
    const isThere = object !== undefined
    if (isThere === wanted)
      return { value: true, seen: isThere ? `${handle} is there` : `there is no ${handle}` }
    if (!isThere)
      return handle.kind === 'Pod'
        ? { seen: `there is no ${handle}`, ...(await instead(handle)) }
        : lookOf(await missing(handle))
    const isGoing = object.metadata.deletionTimestamp !== undefined
    return {
      seen: isGoing ? `${handle} is on its way out` : `${handle} is there`,
      ...(!isGoing && { hopeless: leftOver(handle) }),
    }
  })
}

/** Returns when a Pod is there, if it is one that a StatefulSet made or has taken over. */
export async function belongTo(pod: Handle, owner: Handle): Promise<void> {
  await exist(pod, true)
  const [object, statefulSet] = await Promise.all([pod.mustGet(), owner.get()])
  if (statefulSet && isOwnedBy(object, statefulSet.metadata.uid)) return
  throw new Failure({
    expected: `${pod} of ${owner}`,
    observed: statefulSet
      ? `${owner} has not made this Pod`
      : `there is no ${owner} that could have made this Pod`,
    at: pod.at('kind'),
    hint: `A StatefulSet makes its Pods itself: leave the manifest of ${pod} out.`,
  })
}

/** Whether an object is controlled by the one with a uid. */
export function isOwnedBy({ metadata }: KubernetesObject, uid: string): boolean {
  return (metadata.ownerReferences ?? []).some(
    (owner: { controller?: boolean; uid: string }) => owner.controller === true && owner.uid === uid,
  )
}

/** Nobody but the learner deletes it. */
function leftOver(handle: Handle): string {
  const command = `kubectl delete ${handle.kind.toLowerCase()} ${handle.name}`
  return handle.at()
    ? `It was handed in and not deleted: put \`${command}\` into commands.sh, or leave its manifest out.`
    : `It was not deleted: run \`${command}\`.`
}

type Instead = Partial<Look<never>>

/** Which Pods there are in place of one that a StatefulSet would have made, if none will make it. */
async function instead({ cluster, name }: Handle): Promise<Instead> {
  const owner = cluster.statefulSet(name.replace(/-\d+$/, ''))
  const statefulSet = await owner.get()
  const pods = await Promise.all(
    (await cluster.list('apps/v1', 'Deployment'))
      .filter(isDatabase)
      .map(({ metadata }) => cluster.deployment(metadata.name))
      .map(async (deployment) => ({ deployment, pods: await deployment.pods() })),
  )
  const [other] = pods
  const names = pods.flatMap((one) => one.pods.map(({ metadata }) => metadata.name)).join(', ')
  const seen = `there is no Pod ${name}; ${names ? `PostgreSQL runs in ${names}` : 'no Pod runs PostgreSQL'}`
  if (!statefulSet && cluster.refusalOf('StatefulSet', owner.name)) {
    const { seen: why, cause = '', at } = await missing(owner)
    return { seen: why, hopeless: cause, at }
  }
  if (!statefulSet)
    return {
      seen,
      hopeless: `There is no ${owner} to make it: the Pods of a Deployment have a random hash in their name.`,
      at: other?.deployment.at('kind'),
    }
  const start = statefulSet.spec.ordinals?.start
  if (start) {
    const hopeless = `Its Pods are numbered from ${start} on: leave \`ordinals\` out.`
    return { hopeless, at: owner.at('spec.ordinals.start') }
  }
  if (statefulSet.spec.replicas === 0)
    return { hopeless: `${owner} asks for no Pods.`, at: owner.at('spec.replicas') }
  const look = lookOf(await diagnoseWorkload(owner))
  return { ...look, seen: `there is no Pod ${name}; ${look.seen}` }
}
