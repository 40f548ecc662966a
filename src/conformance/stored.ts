import type { Api } from '../cluster/api.ts'
import type { KubernetesObject, Service } from '../cluster/objects.ts'
import type { JsonObject } from '../submission/json.ts'

/** The kinds that a learner may hand in, and a Namespace can hold. */
const KINDS: [string, string[]][] = [
  ['v1', ['ConfigMap', 'Secret', 'Service', 'ServiceAccount', 'PersistentVolumeClaim', 'Pod', 'Endpoints']],
  ['apps/v1', ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']],
  ['batch/v1', ['Job', 'CronJob']],
  ['autoscaling/v2', ['HorizontalPodAutoscaler']],
  ['networking.k8s.io/v1', ['Ingress', 'NetworkPolicy']],
  ['policy/v1', ['PodDisruptionBudget']],
  ['rbac.authorization.k8s.io/v1', ['Role', 'RoleBinding']],
  ['discovery.k8s.io/v1', ['EndpointSlice']],
]

/** Who stores what `kubectl apply` is given; what controllers make, others store. */
const KUBECTL = 'kubectl-client-side-apply'
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'

/** The objects of a Namespace as they were given to the API server: without what it, and its controllers, add to each. */
export async function storedIn(api: Api, namespace: string): Promise<Record<string, unknown>> {
  const lists = KINDS.flatMap(([version, kinds]) =>
    kinds.map(async (kind) => {
      const items = await api.list(await api.pathOf(version, kind, namespace))
      return items
        .filter(isGiven)
        .map(
          (item) => [`${kind} ${item.metadata.name}`, given({ ...item, kind, apiVersion: version })] as const,
        )
    }),
  )
  const stored = Object.fromEntries((await Promise.all(lists)).flat())
  return JSON.parse(JSON.stringify(stored).replace(UID, 'UID'))
}

/** A Job's labels name its uid. */
const UID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** An owner that a file names is one of another cluster: the garbage collector removes such an object, sooner or later. */
const isGiven = ({ metadata: { managedFields, ownerReferences } }: KubernetesObject) =>
  ownerReferences === undefined && managedFields?.some(({ manager }) => manager === KUBECTL)

function given({ kind, metadata, status, spec, ...rest }: KubernetesObject): unknown {
  const { name, labels, annotations = {}, finalizers } = metadata
  const { [LAST_APPLIED]: applied, 'deployment.kubernetes.io/revision': _, ...own } = annotations
  return {
    ...rest,
    metadata: { name, labels, finalizers, annotations: own },
    spec: kind === 'Service' ? withoutAllocated(spec as Service['spec']) : spec,
    applied: applied && asWritten(JSON.parse(applied)),
  }
}

/** A headless Service says so itself; every other address and port of the node's is given out by the API server. */
function withoutAllocated({ clusterIP, clusterIPs, ports, ...spec }: Service['spec']): unknown {
  return {
    ...spec,
    isHeadless: clusterIP === 'None',
    ports: ports?.map(({ nodePort, ...port }) => port),
  }
}

/** What Assay sets aside before it applies an object is in the annotation of kubectl alone, and nowhere else. */
const ASIDE = [
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'managedFields',
  'selfLink',
  'namespace',
]

function asWritten({ metadata, status, ...object }: JsonObject): unknown {
  const own = Object.entries(metadata ?? {}).filter(
    ([field, value]) => value !== null && !ASIDE.includes(field),
  )
  return { ...object, metadata: Object.fromEntries(own) }
}
