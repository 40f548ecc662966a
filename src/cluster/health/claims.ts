import type { Api } from '../api.ts'
import type { Event, PersistentVolumeClaim } from '../objects.ts'

/** The provisioner of this cluster's classes, as a claim and its events name it. */
const PROVISIONER = 'rancher.io/local-path'

/** It looks at a claim within a second; several times that on a busy machine. */
const PATIENCE_MS = 20_000

/**
 * Whether the provisioner ignores a claim of a Namespace that it should provision; its errors do not count
 * here.
 */
export async function claimAilment(api: Api, namespace: string): Promise<string | undefined> {
  const claims = await api.list<PersistentVolumeClaim>(
    `/api/v1/namespaces/${namespace}/persistentvolumeclaims`,
  )
  const silences = await Promise.all(claims.filter(isAsked).map((claim) => silence(api, claim)))
  return silences.find(Boolean)
}

function isAsked({ metadata, status }: PersistentVolumeClaim): boolean {
  const asked = metadata.annotations?.['volume.kubernetes.io/storage-provisioner']
  const age = Date.now() - Date.parse(metadata.creationTimestamp)
  return (
    !metadata.deletionTimestamp && status.phase === 'Pending' && asked === PROVISIONER && age > PATIENCE_MS
  )
}

async function silence(api: Api, { metadata }: PersistentVolumeClaim): Promise<string | undefined> {
  const { name, namespace, uid } = metadata
  const events = await api.list<Event>(
    `/api/v1/namespaces/${namespace}/events?fieldSelector=involvedObject.uid=${uid}`,
  )
  const isHeard = events.some(({ source }) => source?.component?.startsWith(PROVISIONER))
  return isHeard ? undefined : `the provisioner ${PROVISIONER} has not looked at claim ${name}`
}
