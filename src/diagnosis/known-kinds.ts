import { kindNamed } from '../submission/kinds.ts'
import { editDistance, nearestName } from './edit-distance.ts'

/**
 * The kinds of these groups in Kubernetes 1.36, by apiVersion. Versions that are off by default are in it too: a pair
 * that is not in it is in no such cluster.
 */
const KINDS = new Map(
  Object.entries({
    v1: `Binding ComponentStatus ConfigMap Endpoints Event LimitRange Namespace Node PersistentVolume
      PersistentVolumeClaim Pod PodTemplate ReplicationController ResourceQuota Secret Service ServiceAccount`,
    'apps/v1': 'ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet',
    'autoscaling/v1': 'HorizontalPodAutoscaler',
    'autoscaling/v2': 'HorizontalPodAutoscaler',
    'batch/v1': 'CronJob Job',
    'policy/v1': 'PodDisruptionBudget',
    'networking.k8s.io/v1': 'Ingress IngressClass IPAddress NetworkPolicy ServiceCIDR',
    'networking.k8s.io/v1beta1': 'IPAddress ServiceCIDR',
    'networking.k8s.io/v1alpha1': 'IPAddress ServiceCIDR',
    'rbac.authorization.k8s.io/v1': 'ClusterRole ClusterRoleBinding Role RoleBinding',
  }).map(([apiVersion, kinds]) => [apiVersion, kinds.split(/\s+/)] as const),
)

const GROUPS = [...KINDS.keys()].map(groupOf)

/** The group in an apiVersion, empty for `v1`; nothing if it is not written as GROUP/VERSION. */
function groupOf(apiVersion: string): string | undefined {
  const [whole, group = ''] = /^(?:([\w.-]+)\/)?[\w.-]+$/.exec(apiVersion) ?? []
  return whole === undefined ? undefined : group
}

/**
 * Whether the cluster surely has no such kind. It is sure for the groups above, and for each group without a dot: those
 * are Kubernetes' own. Any other group may have been added to a cluster.
 */
export function isUnknownKind(apiVersion: string, kind: string): boolean {
  const group = groupOf(apiVersion)
  if (group === undefined || (group.includes('.') && !GROUPS.includes(group))) return false
  return !KINDS.get(apiVersion)?.includes(kind)
}

/** Whether there is such a kind, in one of the groups above. */
export const isKnownKind = (kind: string) => [...KINDS.values()].some((kinds) => kinds.includes(kind))

/** Says which kind was probably meant, as a hint. */
export function hintAtKind(apiVersion: string, kind: string): string {
  const meant = nearestKind(apiVersion, kind)
  const version = meant && nearestVersion(apiVersion, meant)
  const changes = [
    ...(version && version !== apiVersion ? [`\`apiVersion: ${version}\``] : []),
    ...(meant && meant !== kind ? [`\`kind: ${meant}\``] : []),
  ]
  if (changes.length === 0) return 'Compare `apiVersion` and `kind` with `kubectl api-resources`.'
  return `Did you mean ${changes.join(' and ')}?`
}

/** The kind of that name, or else the one that is fewest letters away: at most two, and a third of them. */
function nearestKind(apiVersion: string, kind: string): string | undefined {
  const own = KINDS.get(apiVersion) ?? []
  const kinds = [...own, ...[...KINDS.values()].flat()]
  if (kinds.includes(kind)) return kind
  return nearestName(kind, kinds)?.name ?? kindNamed(kind)
}

/** The apiVersion that has a kind; of several, the one that is spelt most like what was written. */
function nearestVersion(apiVersion: string, kind: string): string | undefined {
  const versions = [...KINDS].flatMap(([version, kinds]) => (kinds.includes(kind) ? [version] : []))
  return versions
    .map((version) => ({ version, letters: editDistance(version, apiVersion) }))
    .sort((a, b) => a.letters - b.letters)[0]?.version
}
