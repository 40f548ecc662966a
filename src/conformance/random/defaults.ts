import { isObject, type Json, type JsonObject } from '../../submission/json.ts'

/** Fills in what the API server fills in where nothing is written. What is not as expected stays as it is. */
export function withDefaults(object: JsonObject): JsonObject {
  const { kind, spec } = object
  if (!isObject(spec)) return object
  if (kind === 'Service') return { ...object, spec: ofService(spec) }
  const own = kind === 'Deployment' ? DEPLOYMENT : kind === 'StatefulSet' ? STATEFUL_SET : undefined
  return own ? { ...object, spec: ofWorkload(filled(spec, own)) } : object
}

const ROLLING = { maxSurge: '25%', maxUnavailable: '25%' }

const DEPLOYMENT = {
  replicas: 1,
  strategy: { type: 'RollingUpdate', rollingUpdate: ROLLING },
  revisionHistoryLimit: 10,
  progressDeadlineSeconds: 600,
}

const STATEFUL_SET = {
  replicas: 1,
  podManagementPolicy: 'OrderedReady',
  updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
  persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
  revisionHistoryLimit: 10,
}

const POD = {
  restartPolicy: 'Always',
  dnsPolicy: 'ClusterFirst',
  schedulerName: 'default-scheduler',
  securityContext: {},
  terminationGracePeriodSeconds: 30,
}

const CONTAINER = { terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' }

const PROBE = { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 }

const PROBES = ['readinessProbe', 'livenessProbe', 'startupProbe']

const filled = (written: JsonObject, defaults: JsonObject): JsonObject => ({ ...defaults, ...written })

const each = (list: Json | undefined, change: (item: JsonObject) => JsonObject) =>
  Array.isArray(list) ? list.map((item) => (isObject(item) ? change(item) : item)) : list

/** Changes a field that is written. */
function within(object: JsonObject, field: string, change: (value: Json) => Json | undefined): JsonObject {
  const value = object[field]
  if (value === undefined) return object
  return { ...object, [field]: change(value) ?? value }
}

const inMapping = (change: (value: JsonObject) => JsonObject) => (value: Json) =>
  isObject(value) ? change(value) : value

const inEach = (change: (value: JsonObject) => JsonObject) => (value: Json) => each(value, change)

function ofService(spec: JsonObject): JsonObject {
  const own = filled(spec, { type: 'ClusterIP', sessionAffinity: 'None' })
  return within(
    own,
    'ports',
    inEach((port) =>
      filled(port, { protocol: 'TCP', ...('port' in port && { targetPort: port.port ?? null }) }),
    ),
  )
}

const ofWorkload = (spec: JsonObject) =>
  within(
    spec,
    'template',
    inMapping((template) => within(template, 'spec', inMapping(ofPod))),
  )

function ofPod(spec: JsonObject): JsonObject {
  const own = filled(spec, POD)
  return ['containers', 'initContainers'].reduce((pod, list) => within(pod, list, inEach(ofContainer)), own)
}

function ofContainer(container: JsonObject): JsonObject {
  const name =
    String(container.image ?? '')
      .split('/')
      .at(-1) ?? ''
  const [, tag = 'latest'] = name.split(/[:@]/)
  const own = filled(container, {
    ...CONTAINER,
    imagePullPolicy: tag === 'latest' ? 'Always' : 'IfNotPresent',
  })
  const withPorts = within(
    own,
    'ports',
    inEach((port) => filled(port, { protocol: 'TCP' })),
  )
  return PROBES.reduce((all, probe) => within(all, probe, inMapping(ofProbe)), withPorts)
}

const ofProbe = (probe: JsonObject) =>
  within(
    filled(probe, PROBE),
    'httpGet',
    inMapping((get) => filled(get, { scheme: 'HTTP' })),
  )
