import type {
  CoreV1Event,
  DiscoveryV1EndpointPort,
  NodeMetric,
  V1APIResourceList,
  V1ConfigMap,
  V1Container,
  V1ContainerStatus,
  V1Deployment,
  V1Endpoint,
  V1EndpointSlice,
  V1Ingress,
  V1IngressServiceBackend,
  V1Namespace,
  V1Node,
  V1ObjectMeta,
  V1PersistentVolumeClaim,
  V1Pod,
  V1PodSpec,
  V1Probe,
  V1Service,
  V1StatefulSet,
  V2HorizontalPodAutoscaler,
  V2HorizontalPodAutoscalerStatus,
  V2MetricStatus,
  VersionInfo,
} from '@kubernetes/client-node'

/**
 * A model of the client library as JSON has it. The models describe what the library's own deserializer returns: there a
 * time is a `Date`, and a name that JavaScript reserves begins with an underscore. Assay reads the JSON itself (see `Api`),
 * so a time is a string, or null if it is not set, and each field has its own name.
 */
export type OverTheWire<T> = T extends Date
  ? string | null
  : T extends (infer Item)[]
    ? OverTheWire<Item>[]
    : T extends object
      ? { [Field in keyof T as Unreserved<Field>]: OverTheWire<T[Field]> }
      : T

type Unreserved<Field> = Field extends `_${infer Name}` ? Name : Field

/** The metadata of a stored object. The API server sets what the model calls optional. */
type Metadata = OverTheWire<V1ObjectMeta> & { name: string; uid: string; creationTimestamp: string }

/** A stored object of any kind. The items of a list do not repeat their kind and version. */
export type KubernetesObject = {
  apiVersion?: string
  kind?: string
  metadata: Metadata
  spec?: unknown
  status?: unknown
}

/** An object for the API server to store. */
export interface NewObject {
  apiVersion: string
  kind: string
  metadata: { name: string; namespace?: string; labels?: Record<string, string> }
  [field: string]: unknown
}

/** An object that the API server has stored: with metadata, spec and status, empty ones too. */
type Stored<Model> = Whole<OverTheWire<Model>>
type Whole<Wire> = Wire & { metadata: Metadata } & Required<Pick<Wire, keyof Wire & ('spec' | 'status')>>
type StoredInNamespace<Model> = Stored<Model> & { metadata: { namespace: string } }

/** Parts of objects. */
export type Container = OverTheWire<V1Container>
export type ContainerStatus = OverTheWire<V1ContainerStatus>
export type IngressServiceBackend = OverTheWire<V1IngressServiceBackend>
export type PodSpec = OverTheWire<V1PodSpec>
export type Probe = OverTheWire<V1Probe>

/** Stored objects, of which nothing is sure beyond that. */
export type ConfigMap = StoredInNamespace<V1ConfigMap>
export type Event = StoredInNamespace<CoreV1Event>
export type Ingress = StoredInNamespace<V1Ingress>
export type Namespace = Stored<V1Namespace>
export type Node = Stored<V1Node>
export type Pod = StoredInNamespace<V1Pod>
export type Service = StoredInNamespace<V1Service>

/** The API server numbers each change, sets the replicas if nobody else does, and takes no template without a spec. */
type OfPods = {
  metadata: { generation: number }
  spec: { replicas: number; template: { spec: PodSpec } }
}
export type Deployment = StoredInNamespace<V1Deployment> & OfPods
export type StatefulSet = StoredInNamespace<V1StatefulSet> & OfPods

/** An object that makes Pods from a template and asks for a number of them. */
export type Workload = Deployment | StatefulSet

/** A claim. The API server takes none without access modes and a size. */
export type PersistentVolumeClaim = StoredInNamespace<V1PersistentVolumeClaim> & {
  spec: { accessModes: string[]; resources: { requests: { storage: string } } }
}

/** The addresses behind a Service; null if there are none. */
export type EndpointSlice = Omit<StoredInNamespace<V1EndpointSlice>, 'endpoints' | 'ports'> & {
  endpoints: OverTheWire<V1Endpoint>[] | null
  ports: OverTheWire<DiscoveryV1EndpointPort>[] | null
}

/** An autoscaler. Its metrics are null until it has read some. */
export type HorizontalPodAutoscaler = Omit<StoredInNamespace<V2HorizontalPodAutoscaler>, 'status'> & {
  status: Omit<OverTheWire<V2HorizontalPodAutoscalerStatus>, 'currentMetrics'> & {
    currentMetrics?: OverTheWire<V2MetricStatus>[] | null
  }
}

/** The metrics API's answer about a node. */
export type NodeMetrics = OverTheWire<NodeMetric>
/** The API server's answer about the kinds of a group and version. */
export type ResourceList = OverTheWire<V1APIResourceList>
/** The API server's answer about itself. */
export type Version = OverTheWire<VersionInfo>

/** The kinds that are looked up by name. */
interface Kinds {
  Deployment: Deployment
  EndpointSlice: EndpointSlice
  Event: Event
  HorizontalPodAutoscaler: HorizontalPodAutoscaler
  Ingress: Ingress
  PersistentVolumeClaim: PersistentVolumeClaim
  Pod: Pod
  Service: Service
  StatefulSet: StatefulSet
}

/** The fields of a route of the Gateway API that lead a request to a Service. */
export interface HTTPRoute extends KubernetesObject {
  spec: {
    parentRefs?: { name: string; group?: string; kind?: string; sectionName?: string; port?: number }[]
    hostnames?: string[]
    rules?: {
      matches?: { path?: { type?: string; value?: string }; [other: string]: unknown }[]
      backendRefs?: { name: string; port?: number }[]
    }[]
  }
}

/** The fields of a Gateway that say which routes its listeners take, and for which requests. */
export interface Gateway extends KubernetesObject {
  spec: {
    gatewayClassName: string
    listeners: {
      name: string
      port: number
      protocol: string
      hostname?: string
      tls?: object
      allowedRoutes?: { kinds?: { group?: string; kind: string }[]; namespaces?: { from?: string } }
    }[]
  }
}

/** The type of a kind's objects. */
export type ObjectOf<Kind extends string> = Kind extends keyof Kinds ? Kinds[Kind] : KubernetesObject
