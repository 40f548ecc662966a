import { mapping, mappings, podTemplateOf, texts } from '../../diagnosis/files/pod-templates.ts'
import type { Json } from '../../submission/json.ts'
import type { Manifest } from '../../submission/manifest.ts'
import { locate } from '../../submission/position.ts'
import { type Adapt, called, isName, MOST_NAMES, renamed, withObject } from './adaptation.ts'
import { accessOf, NANOMON } from './database-access.ts'
import { containersOf, partOf, podSpecIn } from './parts.ts'
import type { Theirs } from './theirs.ts'
import { dataOf } from './variables.ts'

/** Where PostgreSQL's image looks for scripts when it first starts. */
const INIT = '/docker-entrypoint-initdb.d'

/** Database → init ConfigMap: the workshop's ConfigMap has the name and the key that the submission's database mounts. */
export const fitScriptName: Adapt = (ours, theirs) => {
  if (ours.kind !== 'ConfigMap' || scriptOf(theirs)) return undefined
  const [script = '', key = ''] = Object.entries(dataOf(ours)).map(([name, text]) => [text, name])[0] ?? []
  const mounted = theirs.workloadsOf('database').flatMap(mountsOf)
  const other = mounted.find((one) => one.name !== ours.name || one.keys.some((wanted) => wanted !== key))
  if (!other || theirs.named('ConfigMap', other.name)) return undefined
  const [first = key, ...more] = other.keys
  const named = withObject(renamed(ours, other.name), (object) => {
    // All is in the first script; the others are there, and do nothing.
    object.data = { ...Object.fromEntries(more.map((one) => [one, ''])), [first]: script }
  })
  return {
    // The workshop's own database goes on mounting it by its own name.
    manifests: other.name === ours.name ? [named] : [ours, named],
    says: `${called(ours, other.name)}has the key ${[first, ...more].join(' and ')}, as your ${other.by.kind} ${other.by.name} mounts it`,
    at: locate(other.by, 'spec.template.spec.volumes'),
  }
}

/** Database → init ConfigMap: the workshop's script makes its tables in the database that the submission has. */
export const fitScript: Adapt = (ours, theirs, all) => {
  if (ours.kind !== 'ConfigMap') return undefined
  const access = accessOf('database', theirs, all) ?? accessOf('api', theirs, all)
  if (!access || access.database === NANOMON) return undefined
  const { database, by } = access
  const literal = `'${database.replaceAll("'", "''")}'`
  const manifest = withObject(ours, (object) => {
    const scripts = Object.entries(texts(object.data))
    object.data = Object.fromEntries(
      scripts.map(([key, text]) => [key, text.replaceAll(`'${NANOMON}'`, () => literal)]),
    )
  })
  return {
    manifests: [manifest],
    says: `makes its tables in database ${database}, as your ${by.kind} ${by.name} calls it`,
    at: locate(by, 'spec.template.spec.containers[0].env'),
  }
}

/** Database → init ConfigMap: the workshop's database mounts the script that the submission has. */
export const fitScriptMount: Adapt = (ours, theirs) => {
  const script = scriptOf(theirs)
  if (partOf(ours) !== 'database' || !script || theirs.workloadsOf('database').length > 0) return undefined
  if (mountsOf(ours).some(({ name }) => name === script.name)) return undefined
  const manifest = withObject(ours, (object) => {
    for (const { configMap } of mappings(podSpecIn(object).volumes))
      if (configMap) mapping(configMap).name = script.name
  })
  return {
    manifests: [manifest],
    says: `mounts your ConfigMap ${script.name}`,
    at: locate(script, 'metadata.name'),
  }
}

/** The submission's own ConfigMap with a script for the database: one that makes tables, and not any other script. */
const scriptOf = (theirs: Theirs) =>
  theirs
    .ofKind('ConfigMap')
    .find((one) =>
      Object.entries(dataOf(one)).some(([key, text]) => /\.(sql|sh)$/.test(key) && MAKES_TABLES.test(text)),
    )

const MAKES_TABLES = /\bcreate\s+table\b/i

/** The ConfigMaps that a workload mounts where scripts are looked for, each with the keys that it wants, if it names any. */
function mountsOf(by: Manifest): { name: string; keys: string[]; by: Manifest }[] {
  const volumes = mappings(podTemplateOf(by)?.spec.volumes)
  const mounts = containersOf(by).flatMap(({ volumeMounts }) => mappings(volumeMounts))
  return mounts
    .filter(({ mountPath }) => String(mountPath).startsWith(INIT))
    .flatMap((mount) => {
      const volume = volumes.find(({ name }) => name === mount.name)
      const { name, items } = mapping(volume?.configMap)
      const named = mappings(items).map(({ key }) => key)
      const keys = named.length > 0 ? named : [mount.subPath]
      return typeof name === 'string' && isName(name)
        ? [{ name, keys: keys.filter(isKey).slice(0, MOST_NAMES), by }]
        : []
    })
}

const isKey = (key: Json | undefined): key is string => typeof key === 'string' && /^[-.\w]+$/.test(key)
