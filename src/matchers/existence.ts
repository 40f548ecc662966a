import type { Handle } from '../cluster/handle.ts'
import type { KubernetesObject } from '../cluster/objects.ts'
import type { DiagnosisContext } from '../diagnosis/app-knowledge.ts'
import { diagnoseWorkload } from '../diagnosis/workload.ts'
import { diagnoseMissing } from '../diagnosis/workload-status.ts'
import { type Diagnosis, prepend } from '../waiting/diagnosis.ts'
import { Failure } from '../waiting/failure.ts'
import { CONTROLLERS } from '../waiting/patience.ts'
import { eventually } from '../waiting/wait.ts'

/** Returns when an object exists, or, negated, when it is gone. */
export async function exist(handle: Handle, wanted: boolean, context: DiagnosisContext): Promise<void> {
  const goal = { expected: wanted ? `${handle}` : `no ${handle}`, patience: CONTROLLERS, at: handle.at() }
  await eventually(goal, async () => {
    const object = await handle.get()
    const isThere = object !== undefined
    if (isThere === wanted)
      return { value: true, observed: isThere ? `${handle} is there` : `there is no ${handle}` }
    if (!isThere) return handle.kind === 'Pod' ? diagnoseMissingPod(handle, context) : diagnoseMissing(handle)
    const isGoing = object.metadata.deletionTimestamp !== undefined
    return {
      observed: isGoing ? `${handle} is being deleted` : `${handle} still exists`,
      ...(!isGoing && { cause: leftOver(handle) }),
    }
  })
}

/** Returns when a Pod exists that a StatefulSet made or adopted. */
export async function belongTo(pod: Handle, owner: Handle, context: DiagnosisContext): Promise<void> {
  await exist(pod, true, context)
  const [object, statefulSet] = await Promise.all([pod.mustGet(), owner.get()])
  if (statefulSet && isOwnedBy(object, statefulSet.metadata.uid)) return
  throw new Failure({
    expected: `${pod} of ${owner}`,
    observed: statefulSet ? `${owner} did not create this Pod` : `there is no ${owner} to create this Pod`,
    at: pod.at('kind'),
    hint: `Remove the manifest of ${pod}: a StatefulSet creates its Pods itself.`,
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
    ? `Remove its manifest, or put \`${command}\` into commands.sh, after any line that applies it.`
    : `Put \`${command}\` into commands.sh.`
}

/** Says why a StatefulSet has not made a Pod, and what runs in place of it if none will make it. */
async function diagnoseMissingPod(pod: Handle, context: DiagnosisContext): Promise<Diagnosis> {
  const { cluster, name } = pod
  const owner = cluster.statefulSet(name.replace(/-\d+$/, ''))
  const statefulSet = await owner.get()
  const observed = `there is no ${pod}`
  if (!statefulSet && cluster.refusalOf('StatefulSet', owner.name)) return diagnoseMissing(owner)
  if (!statefulSet) {
    const standIn = await context.app.diagnoseStandIn?.(pod)
    const cause = `There is no ${owner} to create it: a Deployment puts a random hash into the names of its Pods.`
    return { ...(standIn ? prepend(observed, standIn) : { observed }), cause }
  }
  const start = statefulSet.spec.ordinals?.start
  if (start) {
    const cause = `Remove \`spec.ordinals\`: ${owner} numbers its Pods from ${start}.`
    return { observed, cause, at: owner.at('spec.ordinals.start') }
  }
  if (statefulSet.spec.replicas === 0)
    return { observed, cause: `Set \`spec.replicas\` of ${owner} to 1.`, at: owner.at('spec.replicas') }
  return prepend(observed, await diagnoseWorkload(owner, context))
}
