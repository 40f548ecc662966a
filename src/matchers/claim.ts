import { parseQuantity } from '../cluster/capacity/quantity.ts'
import type { Handle } from '../cluster/handle.ts'
import type { PersistentVolumeClaim } from '../cluster/objects.ts'
import type { DiagnosisContext } from '../diagnosis/app-knowledge.ts'
import { diagnoseClaim, lineOfClaim, ownerOf, storageClasses } from '../diagnosis/claims.ts'
import { diagnoseWorkload } from '../diagnosis/workload.ts'
import { type Diagnosis, prepend } from '../waiting/diagnosis.ts'
import { Failure } from '../waiting/failure.ts'
import { CONTROLLERS } from '../waiting/patience.ts'
import { eventually } from '../waiting/wait.ts'

/** How far a claim's size may be from the one asked for: 500M, 500Mi and 512Mi all count as right. */
const TOLERANCE = 0.2

/** Returns when a claim is bound to a volume that was provisioned for it. */
export async function beBound(
  claim: Handle<PersistentVolumeClaim>,
  context: DiagnosisContext,
): Promise<void> {
  const { cluster } = claim
  const goal = {
    expected: `${claim} bound to a dynamically provisioned volume`,
    patience: { ...CONTROLLERS, seconds: 90 },
    at: await lineOfClaim(claim, ''),
  }
  const bound = await eventually(goal, async () => {
    const object = await claim.get()
    if (!object) return diagnoseMissingClaim(claim, context)
    const [events, classes] = await Promise.all([cluster.list('v1', 'Event'), storageClasses(cluster)])
    const wrong = diagnoseClaim(object, events, classes)
    if (!wrong) return { value: object, observed: 'it is bound' }
    const { path = '', ...rest } = wrong
    const owner = wrong.cause ? undefined : await diagnoseOwner(claim, context)
    if (owner?.cause || owner?.graderFault) return prepend(wrong.observed, owner)
    return { ...rest, at: await lineOfClaim(claim, path) }
  })
  const volume = await cluster.api.get(`/api/v1/persistentvolumes/${bound.spec.volumeName}`)
  if (!volume?.metadata.annotations?.['pv.kubernetes.io/provisioned-by'])
    throw new Failure({
      expected: `${claim} bound to a dynamically provisioned volume`,
      observed: `no provisioner created PersistentVolume ${bound.spec.volumeName}`,
      at: await lineOfClaim(claim, 'volumeName'),
    })
}

/**
 * Returns when a claim exists that asks for an access mode. Throws {@link Failure} if it asks for others
 * only.
 */
export async function allow(
  claim: Handle<PersistentVolumeClaim>,
  accessMode: string,
  context: DiagnosisContext,
): Promise<void> {
  const { spec } = await whenThere(claim, context)
  if (spec.accessModes.includes(accessMode)) return
  throw new Failure({
    expected: `access mode ${accessMode}`,
    observed: `${claim} requests ${spec.accessModes.join(', ')}`,
    at: await lineOfClaim(claim, 'accessModes'),
    hint: `Write \`accessModes: [${accessMode}]\`, as the workshop asks.`,
  })
}

/**
 * Returns when a claim exists that asks for about this size, a quantity. Throws {@link Failure} if it asks
 * for another.
 */
export async function requestAbout(
  claim: Handle<PersistentVolumeClaim>,
  about: string,
  context: DiagnosisContext,
): Promise<void> {
  const { spec } = await whenThere(claim, context)
  const size = spec.resources.requests.storage
  const ratio = parseQuantity(size) / parseQuantity(about)
  if (Math.abs(ratio - 1) <= TOLERANCE) return
  throw new Failure({
    expected: `a request of about ${about}`,
    observed: `${claim} requests ${size}`,
    at: await lineOfClaim(claim, 'resources.requests.storage'),
    hint: `Set \`resources.requests.storage\` to ${about}: ${size} is ${Number(ratio.toPrecision(2))} times as much.`,
  })
}

async function whenThere(
  claim: Handle<PersistentVolumeClaim>,
  context: DiagnosisContext,
): Promise<PersistentVolumeClaim> {
  return eventually({ expected: `${claim}`, patience: CONTROLLERS }, async () => {
    const found = await claim.get()
    return found ? { value: found, observed: 'it is there' } : diagnoseMissingClaim(claim, context)
  })
}

/** Returns when a claim's StorageClass is one that the cluster offers by default, under whichever of its names. */
export async function useDefaultClass(
  claim: Handle<PersistentVolumeClaim>,
  context: DiagnosisContext,
): Promise<void> {
  const names = await storageClasses(claim.cluster)
  const { storageClassName } = (await whenThere(claim, context)).spec
  if (!names.includes(storageClassName ?? ''))
    throw new Failure({
      expected: 'StorageClass "default"',
      observed: `${claim} requests StorageClass ${JSON.stringify(storageClassName ?? '')}; the cluster has ${names.join(', ')}`,
      at: await lineOfClaim(claim, 'storageClassName'),
      hint: 'Write `storageClassName: default`, as `kubectl get storageclass` lists it, or remove the line.',
    })
}

/** Says why a claim is not even there: a StatefulSet makes its claims with its Pods, and numbers both. */
async function diagnoseMissingClaim(claim: Handle, context: DiagnosisContext): Promise<Diagnosis> {
  const observed = `there is no ${claim}`
  const found = await ownerOf(claim)
  if (!found) return { observed }
  const { owner, spec } = found
  const start = spec.ordinals?.start
  if (start) {
    const cause = `Remove \`spec.ordinals\`: ${owner} numbers its Pods and claims from ${start}.`
    return { observed, cause, at: owner.at('spec.ordinals.start') }
  }
  if (spec.replicas === 0) {
    const cause = `Set \`spec.replicas\` to 1: ${owner} creates the claim together with its Pod.`
    return { observed, cause, at: owner.at('spec.replicas') }
  }
  return { ...(await diagnoseWorkload(owner, context)), observed }
}

/** Says what keeps the StatefulSet that makes a claim from its Pods, for which the claim waits; nothing if none makes it. */
async function diagnoseOwner(claim: Handle, context: DiagnosisContext): Promise<Diagnosis | undefined> {
  const found = await ownerOf(claim)
  return found && diagnoseWorkload(found.owner, context)
}
