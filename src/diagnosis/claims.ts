import type { Cluster } from '../cluster/cluster.ts'
import type { Handle } from '../cluster/handle.ts'
import type { Event, PersistentVolumeClaim, Pod, StatefulSet } from '../cluster/objects.ts'
import type { Position } from '../submission/position.ts'
import type { Diagnosis } from '../waiting/diagnosis.ts'
import type { FieldDiagnosis } from './field-diagnosis.ts'
import { lineOfManifest, type SourceLookup } from './source-lookup.ts'

/** A provisioner that said no this often does not come round. */
const REFUSALS = 3

/**
 * Says why a claim is not bound, from itself, its events and the cluster's StorageClasses; nothing if it is
 * bound.
 */
export function diagnoseClaim(
  claim: PersistentVolumeClaim,
  events: Event[],
  classes: string[],
): FieldDiagnosis | undefined {
  const { storageClassName, selector, accessModes } = claim.spec
  if (claim.status.phase === 'Bound') return undefined
  const name = `PersistentVolumeClaim ${claim.metadata.name}`
  const asked = `${name} is ${claim.status.phase ?? 'Pending'}; it requests StorageClass ${JSON.stringify(storageClassName ?? '')}`
  if (!classes.includes(storageClassName ?? ''))
    return {
      observed: `${asked}, but the cluster has ${classes.join(', ')}`,
      cause: storageClassName
        ? `There is no StorageClass "${storageClassName}": write one that \`kubectl get storageclass\` lists.`
        : 'For an empty `storageClassName`, the cluster makes no volume: write `default`, or remove the line.',
      path: 'storageClassName',
    }
  const failure = events.findLast(
    ({ reason, involvedObject }) =>
      reason === 'ProvisioningFailed' && involvedObject.uid === claim.metadata.uid,
  )
  if (failure) {
    const { message = '', count = 1 } = failure
    const hint = `The provisioner refuses the claim: its message says why. The workshop requests ReadWriteOnce; this claim requests ${accessModes.join(', ')}.`
    const isFinal = /only support|not support|unsupported|not found|invalid/i.test(message)
    return {
      observed: `${name} is Pending: ${message}`,
      ...(isFinal || count >= REFUSALS ? { cause: hint } : { hint }),
      path: fieldIn(message),
    }
  }
  if (selector)
    return {
      observed: asked,
      hint: 'Remove `selector` from the claim: no volume has the labels that it selects.',
      path: 'selector',
    }
  return {
    observed: asked,
    hint: 'The claim is bound once a Pod that mounts it has a node: run `kubectl get pods`.',
    path: '',
  }
}

function fieldIn(message: string): string {
  if (/access ?mode|ReadWrite|ReadOnly/i.test(message)) return 'accessModes'
  if (/storageclass/i.test(message)) return 'storageClassName'
  return /block/i.test(message) ? 'volumeMode' : 'resources.requests.storage'
}

/** The names of the classes that the cluster offers. */
export async function storageClasses({ api }: Cluster): Promise<string[]> {
  return (await api.list('/apis/storage.k8s.io/v1/storageclasses')).map(({ metadata }) => metadata.name)
}

/** The StatefulSet that makes a claim. */
interface Owner {
  owner: Handle<StatefulSet>
  spec: StatefulSet['spec']
  /** Which of its templates the claim is made from. */
  template: number
}

/** The StatefulSet that makes a claim, if one does. */
export async function ownerOf({ cluster, name }: Handle): Promise<Owner | undefined> {
  const base = name.replace(/-\d+$/, '')
  for (const { metadata: owner, spec } of await cluster.list('apps/v1', 'StatefulSet')) {
    const templates = spec.volumeClaimTemplates ?? []
    const template = templates.findIndex(({ metadata }) => base === `${metadata?.name}-${owner.name}`)
    if (template >= 0) return { owner: cluster.statefulSet(owner.name), spec, template }
  }
  return undefined
}

/** The learner's line for a field of a claim's spec: in the template that it is made from, or in its own manifest. */
export async function lineOfClaim(
  claim: Handle,
  field: string,
  lineOf: SourceLookup = lineOfManifest,
): Promise<Position | undefined> {
  const path = field ? `spec.${field}` : 'spec'
  const found = await ownerOf(claim)
  return found
    ? lineOf(found.owner, `spec.volumeClaimTemplates[${found.template}].${path}`)
    : lineOf(claim, path)
}

/** Says which of a Pod's claims keeps it from having a node. */
export async function diagnoseClaims(
  pod: Pod,
  cluster: Cluster,
  lineOf: SourceLookup,
): Promise<Diagnosis | undefined> {
  const names = (pod.spec.volumes ?? []).flatMap(
    ({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? [],
  )
  const [events, classes] = await Promise.all([cluster.list('v1', 'Event'), storageClasses(cluster)])
  for (const handle of names.map((name) => cluster.claim(name))) {
    const claim = await handle.get()
    const found = claim && diagnoseClaim(claim, events, classes)
    if (!found) continue
    const { path = '', ...rest } = found
    return { ...rest, at: await lineOfClaim(handle, path, lineOf) }
  }
  return undefined
}
