import type { KubernetesObject } from '../cluster/api.ts'
import type { Cluster } from '../cluster/cluster.ts'
import type { Handle } from '../cluster/handle.ts'
import { parseQuantity } from '../cluster/quantity.ts'
import type { Position } from '../submission/position.ts'
import { diagnoseWorkload, isReady } from './diagnosis.ts'
import { Failure } from './failure.ts'
import { becomingReady, CONTROLLERS, ending } from './patience.ts'
import { eventually } from './wait.ts'

/** What a claim must offer. */
export interface ClaimTerms {
  accessMode: string
  /** The size asked for, as a quantity; a fifth more or less is still about that. */
  about: string
}

/** How far from the size asked for a claim may be: 500M, 500Mi and 512Mi are all what the workshop means. */
const TOLERANCE = 0.2

/** The claim that a StatefulSet's first Pod mounts, made from one of its volumeClaimTemplates. */
export async function claimOf(statefulSet: Handle): Promise<Handle> {
  const { spec } = await statefulSet.mustGet()
  const [template] = spec.volumeClaimTemplates ?? []
  if (!template)
    throw new Failure({
      expected: `a volumeClaimTemplate in ${statefulSet}`,
      observed: 'it has none, so no PersistentVolumeClaim is made for its Pod',
      at: statefulSet.at('spec'),
      hint: 'Add `volumeClaimTemplates` beside `template`, and mount the volume by the name you give it there.',
    })
  return statefulSet.cluster.claim(`${template.metadata.name}-${statefulSet.name}-0`)
}

const NO_CLASS =
  'No StorageClass of that name will make a volume: compare `storageClassName` with `kubectl get storageclass`.'

async function storageClasses({ api }: Cluster): Promise<string[]> {
  return (await api.list('/apis/storage.k8s.io/v1/storageclasses')).map(({ metadata }) => metadata.name)
}

/** Where the learner mounts the claim, if it is theirs to see. */
export async function mountOf(statefulSet: Handle): Promise<Position | undefined> {
  const { volumeClaimTemplates, template } = (await statefulSet.mustGet()).spec
  const volume = volumeClaimTemplates?.[0]?.metadata.name
  for (const [i, { volumeMounts = [] }] of template.spec.containers.entries()) {
    const mount = volumeMounts.findIndex(({ name }: { name: string }) => name === volume)
    if (mount >= 0)
      return statefulSet.at(`spec.template.spec.containers[${i}].volumeMounts[${mount}].mountPath`)
  }
  return statefulSet.at('spec.template.spec.containers[0].volumeMounts')
}

/** Returns when a claim on these terms is bound to a volume that was provisioned for it. */
export async function beBound(claim: Handle, { accessMode, about }: ClaimTerms): Promise<void> {
  const goal = {
    expected: `${claim} bound to a dynamically provisioned volume`,
    patience: { ...CONTROLLERS, seconds: 90 },
  }
  const bound = await eventually(goal, async () => {
    const object = await claim.get()
    if (!object) return { seen: `there is no ${claim}` }
    const { phase } = object.status
    const names = await storageClasses(claim.cluster)
    const isOffered = names.includes(object.spec.storageClassName)
    const asked = `${claim} is ${phase}; it asks for StorageClass ${JSON.stringify(object.spec.storageClassName ?? '')}`
    if (!isOffered) return { seen: `${asked}, and the cluster has ${names.join(', ')}`, hopeless: NO_CLASS }
    return { ...(phase === 'Bound' && { value: object }), seen: asked }
  })
  mustOffer(claim, bound, { accessMode, about })
  const volume = await claim.cluster.api.get(`/api/v1/persistentvolumes/${bound.spec.volumeName}`)
  if (!volume?.metadata.annotations?.['pv.kubernetes.io/provisioned-by'])
    throw new Failure({
      expected: `the volume of ${claim} made by a provisioner`,
      observed: `PersistentVolume ${bound.spec.volumeName} was not`,
    })
}

function mustOffer(claim: Handle, { spec }: KubernetesObject, { accessMode, about }: ClaimTerms): void {
  if (!spec.accessModes.includes(accessMode))
    throw new Failure({
      expected: `access mode ${accessMode}`,
      observed: `${claim} asks for ${spec.accessModes.join(', ')}`,
    })
  const size = spec.resources.requests.storage
  if (Math.abs(parseQuantity(size) / parseQuantity(about) - 1) > TOLERANCE)
    throw new Failure({ expected: `a request of about ${about}`, observed: `${claim} asks for ${size}` })
}

/** Returns when a claim's StorageClass is one that the cluster offers by default, under whichever of its names. */
export async function useDefaultClass(claim: Handle): Promise<void> {
  const { storageClassName } = (await claim.mustGet()).spec
  const names = await storageClasses(claim.cluster)
  if (!names.includes(storageClassName))
    throw new Failure({
      expected: 'StorageClass "default"',
      observed: `${claim} asks for ${JSON.stringify(storageClassName ?? '')}; the cluster has ${names.join(', ')}`,
    })
}

/** Deletes a Pod and returns when one of the same name with another uid is Ready in its place, on the same claims. */
export async function replacePod(pod: Handle, owner: Handle): Promise<void> {
  const before = await pod.mustGet()
  const claims = await claimsOf(before, pod.cluster)
  await pod.delete()
  const seconds = ending(before).seconds + becomingReady(before.spec).seconds
  const patience = { seconds, because: 'the old Pod must end before the new one starts' }
  const goal = { expected: `a new Pod ${pod.name}, Ready`, patience, at: owner.at('spec.template') }
  const after = await eventually(goal, async () => {
    const current = await pod.get()
    const isNew = current !== undefined && current.metadata.uid !== before.metadata.uid
    const { seen, cause } = await diagnoseWorkload(owner)
    return {
      ...(isNew && isReady(current) && { value: current }),
      seen: isNew ? seen : `the old Pod ${pod.name} is still there`,
      hopeless: cause,
    }
  })
  const kept = await claimsOf(after, pod.cluster)
  if (kept.join() !== claims.join())
    throw new Failure({
      expected: `the new Pod ${pod.name} on the claim of the old one`,
      observed: `claims ${kept.join(', ') || 'none'} instead of ${claims.join(', ') || 'none'}, by uid`,
      at: owner.at('spec.template.spec.volumes'),
    })
}

/** The claims that a Pod mounts, by uid. */
async function claimsOf({ spec }: KubernetesObject, cluster: Cluster): Promise<string[]> {
  const names = (spec.volumes ?? []).map(
    (volume: KubernetesObject) => volume.persistentVolumeClaim?.claimName,
  )
  const claims = await Promise.all(names.filter(Boolean).map((name: string) => cluster.claim(name).mustGet()))
  return claims.map(({ metadata }) => metadata.uid).sort()
}
