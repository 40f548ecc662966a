import { mapping, mappings, podTemplateOf, texts } from '../../diagnosis/files/pod-templates.ts'
import { isObject, type Json } from '../../submission/json.ts'
import type { Manifest } from '../../submission/manifest.ts'
import { locate } from '../../submission/position.ts'
import { type Adapt, called, isName, MOST_NAMES, renamed, withObject } from './adaptation.ts'
import { NANOMON } from './database-access.ts'
import { containersOf, partOf, podSpecIn } from './parts.ts'
import type { Theirs } from './theirs.ts'
import { dataOf, isVariable, type Variable } from './variables.ts'

/** A key of a Secret that a workload of the submission reads. */
interface Reference {
  name: string
  key: string
  variable: Variable
  by: Manifest
}

/** API and database → Secret: the workshop's Secret has the name and the keys that the submission's workloads read. */
export const fitSecret: Adapt = (ours, theirs) => {
  if (ours.kind !== 'Secret') return undefined
  const has = dataOf(ours)
  const missing = referencesOf(theirs).filter(({ name, key }) => name !== ours.name || has[key] === undefined)
  const [first] = missing
  if (!first) return undefined
  const [password = ''] = Object.values(has)
  const names = [...new Set([ours.name, ...missing.map(({ name }) => name)])].slice(0, MOST_NAMES)
  const manifests = names.map((name) => {
    const read = missing.filter((one) => one.name === name)
    return withObject(renamed(ours, name), (object) => {
      const values = read.map(({ key, variable }) => [key, initialValue(variable, password)])
      object.stringData = { ...mapping(object.stringData), ...Object.fromEntries(values) }
    })
  })
  return {
    manifests,
    says: `${called(ours, first.name)}has the key ${first.key}, as your ${first.by.kind} ${first.by.name} reads it`,
    at: locate(first.by, 'spec.template.spec.containers[0].env'),
  }
}

/** API and database → Secret: the workshop's workloads read the key that the submission's Secret has. */
export const fitSecretKey: Adapt = (ours, theirs) => {
  if (!partOf(ours)) return undefined
  let changed: { secret: Manifest; key: string } | undefined
  const manifest = withObject(ours, (object) => {
    const [container] = mappings(podSpecIn(object).containers)
    for (const { valueFrom } of mappings(container?.env)) {
      const reference = mapping(mapping(valueFrom).secretKeyRef)
      const secret = theirs.named('Secret', String(reference.name))
      const keys = secret ? Object.keys(dataOf(secret)) : []
      const key = keys.find((one) => /pass/i.test(one)) ?? keys[0]
      if (!secret || key === undefined || keys.includes(String(reference.key))) continue
      reference.key = key
      changed = { secret, key }
    }
  })
  if (!changed) return undefined
  const { secret, key } = changed
  return {
    manifests: [manifest],
    says: `reads the key ${key} of your Secret ${secret.name}`,
    at: locate(secret, 'data') ?? locate(secret, 'stringData'),
  }
}

/** Whether a Secret can be stored, and has a value for every key that workloads read of it. */
export function hasAllKeysFor(workloads: Manifest[], secret: Manifest): boolean {
  const has = dataOf(secret)
  const isStored = Object.values(mapping(secret.object.data)).every(isBase64)
  return (
    isStored && workloads.every((workload) => keysOf(workload, secret.name).every((key) => Boolean(has[key])))
  )
}

/** As the API server reads it, and not as Node does, which skips what it does not know. */
const isBase64 = (value: Json) =>
  typeof value === 'string' &&
  Buffer.from(value, 'base64').toString('base64') === value.replace(/[\r\n]/g, '')

/** The keys of a Secret that a workload names, in a variable or a volume; of a whole one, the password if nothing else has it. */
function keysOf(workload: Manifest, secret: string): string[] {
  const { initContainers, containers, volumes } = podTemplateOf(workload)?.spec ?? {}
  const inVariables = [...mappings(initContainers), ...mappings(containers)].flatMap(({ env, envFrom }) => {
    const variables = mappings(env)
    const named = variables.map(({ valueFrom }) => texts(mapping(valueFrom).secretKeyRef))
    const isWhole = mappings(envFrom).some(({ secretRef }) => texts(secretRef).name === secret)
    const hasPassword = variables.some(({ name }) => name === 'POSTGRES_PASSWORD')
    return [
      ...named.filter(({ name }) => name === secret).map(({ key = '' }) => key),
      ...(isWhole && !hasPassword ? ['POSTGRES_PASSWORD'] : []),
    ]
  })
  const mounted = mappings(volumes).map((volume) => mapping(volume.secret))
  const inVolumes = mounted
    .filter(({ secretName }) => secretName === secret)
    .flatMap(({ items }) => mappings(items).map(({ key }) => String(key)))
  return [...inVariables, ...inVolumes]
}

/**
 * The keys of Secrets that the submission's API and database read and that it has not handed in. With a Secret of its own
 * for them, another name is its own mistake.
 */
function referencesOf(theirs: Theirs): Reference[] {
  const isOpaque = ({ object: { type } }: Manifest) => type === undefined || type === 'Opaque'
  if (theirs.ofKind('Secret').some(isOpaque)) return []
  return [...theirs.workloadsOf('database'), ...theirs.workloadsOf('api')]
    .flatMap((by) =>
      containersOf(by).flatMap((container) => [...keysIn(container, by), ...wholeIn(container, by)]),
    )
    .filter(({ name, key }) => isName(name) && /^[-.\w]+$/.test(key))
}

function keysIn({ env }: Manifest['object'], by: Manifest): Reference[] {
  return mappings(env).flatMap(({ name: variable, valueFrom }) => {
    const { name, key } = texts(mapping(valueFrom).secretKeyRef)
    return name && key && isVariable(variable) ? [{ name, key, variable, by }] : []
  })
}

function wholeIn({ env, envFrom }: Manifest['object'], by: Manifest): Reference[] {
  const set = mappings(env).map(({ name }) => name)
  const variables: Variable[] =
    partOf(by) === 'database'
      ? ['POSTGRES_USER', 'POSTGRES_DB', 'POSTGRES_PASSWORD']
      : ['POSTGRES_DSN', 'POSTGRES_PASSWORD']
  return mappings(envFrom)
    .filter(({ secretRef }) => isObject(secretRef))
    .flatMap(({ secretRef, prefix }) => {
      const { name = '' } = texts(secretRef)
      return prefix
        ? []
        : variables
            .filter((variable) => !set.includes(variable))
            .map((variable) => ({ name, key: variable, variable, by }))
    })
}

function initialValue(variable: Variable, password: string): string {
  if (variable === 'POSTGRES_PASSWORD') return password
  if (variable === 'POSTGRES_DSN') return `host=database user=${NANOMON} dbname=${NANOMON} sslmode=disable`
  return NANOMON
}
