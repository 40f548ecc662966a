import type { Container, Event, Pod, PodSpec } from '../cluster/objects.ts'
import type { FieldDiagnosis } from './field-diagnosis.ts'

type Variables = Pick<Container, 'env' | 'envFrom'>
type Named = { cause: string; path: string }

/** Finds the variable of a container that refers to the Secret or ConfigMap, or to the key in it, that the kubelet misses. */
export function diagnoseReference(
  container: Variables | undefined,
  path: string,
  message = '',
): Named | undefined {
  const [, key, , ofKey] = /couldn't find key (\S+) in (Secret|ConfigMap) [^/\s]*\/(\S+)/.exec(message) ?? []
  const [, kind = '', missing] = /(secret|configmap) "([^"]+)" not found/i.exec(message) ?? []
  const name = ofKey ?? missing
  if (!name) return undefined
  const what = ofKey ? (/Secret/.test(message) ? 'Secret' : 'ConfigMap') : kindOf(kind)
  const field = container && fieldOfVariable(container, { what, name, key })
  const cause = ofKey
    ? `${what} ${name} has no key "${key}": compare \`key\` with \`kubectl describe ${what.toLowerCase()} ${name}\`.`
    : `There is no ${what} ${name}: compare the name with \`kubectl get ${what.toLowerCase()}\`.`
  return { cause, path: `${path}.${field ?? 'env'}` }
}

const kindOf = (word: string) => (word.toLowerCase() === 'secret' ? 'Secret' : 'ConfigMap')

interface Reference {
  what: string
  name: string
  key: string | undefined
}

function fieldOfVariable(
  { env = [], envFrom = [] }: Variables,
  { what, name, key }: Reference,
): string | undefined {
  const field = what === 'Secret' ? 'secretKeyRef' : 'configMapKeyRef'
  const at = env.findIndex(({ valueFrom }) => {
    const ref = valueFrom?.[field]
    return ref?.name === name && (key === undefined || ref.key === key)
  })
  if (at >= 0) return `env[${at}].valueFrom.${field}.${key === undefined ? 'name' : 'key'}`
  const source = what === 'Secret' ? 'secretRef' : 'configMapRef'
  const from = envFrom.findIndex((one) => one[source]?.name === name)
  return from >= 0 ? `envFrom[${from}].${source}.name` : undefined
}

/** The kubelet tries again and again; what it has missed this often was not merely late. */
const TIMES = 3

/** Says which volume keeps a Pod's containers from being created. */
export function diagnoseVolumes({ spec, status }: Pod, events: Event[]): FieldDiagnosis | undefined {
  const isCreated = status.containerStatuses?.some(({ state }) => !state?.waiting)
  const last = events.findLast(
    ({ reason, message = '' }) =>
      reason === 'FailedMount' && /not found|references non-existent/.test(message),
  )
  if (!last || isCreated) return undefined
  const { message = '', count = 1 } = last
  const path = fieldOfVolume(spec, message)
  const [, kind, name] = /(configmap|secret) "([^"]+)" not found/i.exec(message) ?? []
  const cause = name
    ? `There is no ${kind?.toLowerCase() === 'secret' ? 'Secret' : 'ConfigMap'} ${name}: compare the name in the volume with \`kubectl get ${kind?.toLowerCase()}\`.`
    : 'A volume refers to an object that does not exist: run `kubectl describe pod`.'
  const isStuck = count >= TIMES
  return {
    observed: `the node cannot mount a volume: ${message}`,
    ...(isStuck ? { cause } : { hint: cause }),
    path,
  }
}

/** The field of a Pod's volume that refers to what is not there, from the kubelet's words. */
function fieldOfVolume({ volumes = [] }: PodSpec, message: string): string | undefined {
  const [, wanted] = /for volume "([^"]+)"/.exec(message) ?? []
  const i = volumes.findIndex(({ name }) => name === wanted)
  const volume = volumes[i]
  if (!volume) return undefined
  if (volume.configMap) return `volumes[${i}].configMap.name`
  if (volume.secret) return `volumes[${i}].secret.secretName`
  return `volumes[${i}]${volume.hostPath ? '.hostPath' : ''}`
}
