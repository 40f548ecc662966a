import type { KubernetesObject } from '../cluster/api.ts'
import type { FieldDiagnosis } from './field-diagnosis.ts'

type Spec = KubernetesObject['spec']
type Named = { cause: string; path: string }

/** Finds the variable that refers to the Secret or ConfigMap, or to the key in it, that the kubelet misses. */
export function diagnoseReference(spec: Spec, container: string, message: string): Named | undefined {
  const [, key, , ofKey] = /couldn't find key (\S+) in (Secret|ConfigMap) [^/\s]*\/(\S+)/.exec(message) ?? []
  const [, kind = '', missing] = /(secret|configmap) "([^"]+)" not found/i.exec(message) ?? []
  const name = ofKey ?? missing
  if (!name) return undefined
  const what = ofKey ? (/Secret/.test(message) ? 'Secret' : 'ConfigMap') : kindOf(kind)
  const path = variable(spec, container, { what, name, key })
  const cause = ofKey
    ? `${what} ${name} has no key "${key}": compare with \`kubectl describe ${what.toLowerCase()} ${name}\`.`
    : `There is no ${what} ${name}: compare with \`kubectl get ${what.toLowerCase()}\`.`
  return { cause, path: path ?? `${container}.env` }
}

const kindOf = (word: string) => (word.toLowerCase() === 'secret' ? 'Secret' : 'ConfigMap')

interface Reference {
  what: string
  name: string
  key: string | undefined
}

function variable(spec: Spec, path: string, { what, name, key }: Reference): string | undefined {
  const [, list = '', i = ''] = /^(\w+)\[(\d+)\]$/.exec(path) ?? []
  const { env = [], envFrom = [] } = spec?.[list]?.[Number(i)] ?? {}
  const field = what === 'Secret' ? 'secretKeyRef' : 'configMapKeyRef'
  const at = env.findIndex(({ valueFrom }: KubernetesObject) => {
    const ref = valueFrom?.[field]
    return ref?.name === name && (key === undefined || ref.key === key)
  })
  if (at >= 0) return `${path}.env[${at}].valueFrom.${field}.${key === undefined ? 'name' : 'key'}`
  const source = what === 'Secret' ? 'secretRef' : 'configMapRef'
  const from = envFrom.findIndex((one: KubernetesObject) => one[source]?.name === name)
  return from >= 0 ? `${path}.envFrom[${from}].${source}.name` : undefined
}

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

/** The field of a Pod's volume that refers to what is not there, from the kubelet's words. */
function fieldOfVolume(spec: Spec, message: string): string | undefined {
  const [, volume] = /for volume "([^"]+)"/.exec(message) ?? []
  const i = (spec?.volumes ?? []).findIndex(({ name }: { name: string }) => name === volume)
  if (i < 0) return undefined
  const source = ['configMap', 'secret', 'hostPath'].find((one) => spec.volumes[i][one]) ?? ''
  const field = { configMap: 'configMap.name', secret: 'secret.secretName' }[source] ?? source
  return `volumes[${i}]${field ? `.${field}` : ''}`
}
