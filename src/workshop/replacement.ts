import type { Cluster } from '../cluster/cluster.ts'
import { isReady } from '../cluster/conditions.ts'
import { endAtOnce } from '../cluster/end-at-once.ts'
import type { Handle } from '../cluster/handle.ts'
import type { Pod, StatefulSet } from '../cluster/objects.ts'
import { diagnoseWorkload } from '../diagnosis/workload.ts'
import { belongTo, isOwnedBy } from '../matchers/existence.ts'
import { Failure } from '../waiting/failure.ts'
import { replacing } from '../waiting/patience.ts'
import { eventually } from '../waiting/wait.ts'
import { fieldOfData } from './data-volume.ts'
import { contextOf } from './knowledge.ts'
import { databasePods } from './store.ts'

/**
 * Deletes a Pod of a StatefulSet, without grace, and all other Pods of the Namespace that run PostgreSQL, so
 * that the new Pod can only have stored data. Returns when a Pod of the same name with another uid is Ready
 * in its place, made by the same StatefulSet on the same claims.
 */
export async function replacePod(pod: Handle<Pod>, owner: Handle<StatefulSet>): Promise<void> {
  const { cluster } = pod
  const context = contextOf()
  await belongTo(pod, owner, context)
  const [before, { metadata: statefulSet }] = await Promise.all([pod.mustGet(), owner.mustGet()])
  const claims = await claimsOf(before, cluster)
  const others = (await databasePods(cluster)).filter(({ metadata }) => metadata.uid !== before.metadata.uid)
  await endAtOnce(cluster.address, cluster.namespace, [before, ...others])
  const patience = replacing(before)
  const goal = { expected: `a new Pod ${pod.name} that is Ready`, patience, at: owner.at('spec.template') }
  const after = await eventually(goal, async () => {
    const current = await pod.get()
    const isNew = current?.metadata.uid !== before.metadata.uid
    if (current && isNew && !isOwnedBy(current, statefulSet.uid))
      return { observed: `${owner} did not create the new Pod ${pod.name}`, cause: MADE }
    if (current && isNew && isReady(current)) return { value: current, observed: 'it is Ready' }
    const diagnosis = await diagnoseWorkload(owner, context)
    return isNew ? diagnosis : { ...diagnosis, observed: `the old Pod ${pod.name} is still there` }
  })
  const kept = await claimsOf(after, pod.cluster)
  if (kept.join() !== claims.join())
    throw new Failure({
      expected: `the new Pod ${pod.name} to mount the claim of the old one`,
      observed: `it mounts another claim (uid ${kept.join(', ') || 'none'} instead of ${claims.join(', ') || 'none'})`,
      at: owner.at(await lostVolume(owner)),
      hint: 'Use `volumeClaimTemplates`: an ephemeral volume is deleted with its Pod.',
    })
}

const MADE = 'Let nothing else create a Pod of this name: a StatefulSet creates its Pods itself.'

/** The volume that ends with its Pod, though it is a claim. */
async function lostVolume(owner: Handle<StatefulSet>): Promise<string> {
  const { spec } = await owner.mustGet()
  const i = (spec.template.spec.volumes ?? []).findIndex(({ ephemeral }) => ephemeral)
  return i >= 0 ? `spec.template.spec.volumes[${i}].ephemeral` : fieldOfData(spec).path
}

/** The claims that a Pod mounts, by uid; an ephemeral volume's is named after the Pod and the volume. */
async function claimsOf({ metadata, spec }: Pod, cluster: Cluster): Promise<string[]> {
  const names = (spec.volumes ?? []).flatMap(({ name, ephemeral, persistentVolumeClaim }) =>
    ephemeral ? `${metadata.name}-${name}` : (persistentVolumeClaim?.claimName ?? []),
  )
  const claims = await Promise.all(names.map((name) => cluster.claim(name).mustGet()))
  return claims.map((claim) => claim.metadata.uid).sort()
}
