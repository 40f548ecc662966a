import type { Cluster } from '../cluster/cluster.ts'
import { isReady } from '../cluster/conditions.ts'
import { endAtOnce } from '../cluster/end-at-once.ts'
import type { Handle } from '../cluster/handle.ts'
import type { PersistentVolumeClaim, Pod, StatefulSet } from '../cluster/objects.ts'
import { diagnoseWorkload } from '../diagnosis/workload.ts'
import { belongTo, isOwnedBy } from '../matchers/existence.ts'
import { Failure } from '../waiting/failure.ts'
import { replacing } from '../waiting/patience.ts'
import { eventually } from '../waiting/wait.ts'
import { fieldOfData } from './data-volume.ts'
import { contextOf } from './knowledge.ts'
import { noteAfter, noteBefore, noteClaims, noteEnd } from './life.ts'
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
  noteBefore(before, claims)
  const others = (await databasePods(cluster)).filter(({ metadata }) => metadata.uid !== before.metadata.uid)
  await endAtOnce(cluster.address, cluster.namespace, [before, ...others])
  noteEnd(before)
  const patience = replacing(before)
  const goal = { expected: `a new Pod ${pod.name} that is Ready`, patience, at: owner.at('spec.template') }
  const after = await eventually(goal, async () => {
    const current = await pod.get()
    const isNew = current?.metadata.uid !== before.metadata.uid
    if (current && isNew) noteAfter(current, isReady(current) ? 'Ready' : 'not Ready')
    if (current && isNew && !isOwnedBy(current, statefulSet.uid))
      return { observed: `${owner} did not create the new Pod ${pod.name}`, cause: MADE }
    if (current && isNew && isReady(current)) return { value: current, observed: 'it is Ready' }
    const diagnosis = await diagnoseWorkload(owner, context)
    return isNew ? diagnosis : { ...diagnosis, observed: `the old Pod ${pod.name} is still there` }
  })
  const claimsAfter = await claimsOf(after, pod.cluster)
  noteClaims(claims, claimsAfter)
  const [kept, given] = [claimsAfter, claims].map(uidsOf)
  if (kept !== given)
    throw new Failure({
      expected: `the new Pod ${pod.name} to mount the claim of the old one`,
      observed: `it mounts another claim (uid ${kept || 'none'} instead of ${given || 'none'})`,
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

/** The claims that a Pod mounts; an ephemeral volume's is named after the Pod and the volume. */
function claimsOf({ metadata, spec }: Pod, cluster: Cluster): Promise<PersistentVolumeClaim[]> {
  const names = (spec.volumes ?? []).flatMap(({ name, ephemeral, persistentVolumeClaim }) =>
    ephemeral ? `${metadata.name}-${name}` : (persistentVolumeClaim?.claimName ?? []),
  )
  return Promise.all(names.map((name) => cluster.claim(name).mustGet()))
}

const uidsOf = (claims: PersistentVolumeClaim[]) =>
  claims
    .map(({ metadata }) => metadata.uid)
    .sort()
    .join(', ')
