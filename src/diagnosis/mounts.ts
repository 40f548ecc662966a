import type { KubernetesObject } from '../cluster/api.ts'
import type { FieldDiagnosis } from './field-diagnosis.ts'
import { fieldOfVolume } from './references.ts'

/** The kubelet tries again and again; what it has missed this often was not merely late. */
const TIMES = 3

/** Says which volume keeps a Pod's containers from being created. */
export function diagnoseVolumes(
  pod: KubernetesObject,
  events: KubernetesObject[],
): FieldDiagnosis | undefined {
  const isCreated = pod.status?.containerStatuses?.some(({ state }: KubernetesObject) => !state?.waiting)
  const last = events.findLast(
    ({ reason, message }) => reason === 'FailedMount' && /not found|references non-existent/.test(message),
  )
  if (!last || isCreated) return undefined
  const path = fieldOfVolume(pod.spec, last.message)
  const [, kind, name] = /(configmap|secret) "([^"]+)" not found/i.exec(last.message) ?? []
  const cause = name
    ? `There is no ${kind?.toLowerCase() === 'secret' ? 'Secret' : 'ConfigMap'} ${name}: compare the name in the volume with \`kubectl get ${kind?.toLowerCase()}\`.`
    : 'A volume refers to what is not there: read `kubectl describe pod`.'
  const isStuck = (last.count ?? 1) >= TIMES
  return {
    observed: `a volume is missing: ${last.message}`,
    ...(isStuck ? { cause } : { hint: cause }),
    path,
  }
}
