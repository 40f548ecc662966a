import { mappings, texts } from '../../diagnosis/files/pod-templates.ts'
import { isObject, type JsonObject } from '../../submission/json.ts'
import type { Manifest } from '../../submission/manifest.ts'
import { containersOf, podSpecIn } from './parts.ts'

/** The variables by which PostgreSQL and the app are told of each other. */
export type Variable = 'POSTGRES_USER' | 'POSTGRES_DB' | 'POSTGRES_PASSWORD' | 'POSTGRES_DSN'

const VARIABLES: Variable[] = ['POSTGRES_USER', 'POSTGRES_DB', 'POSTGRES_PASSWORD', 'POSTGRES_DSN']

export const isVariable = (name: unknown): name is Variable => VARIABLES.includes(name as Variable)

/** A variable of a workload, as it may be given to another: with a value, or with where the value is. */
export type Source = { value: string } | { valueFrom: JsonObject }

/**
 * Where a workload has a variable from; of all variables of a ConfigMap or a Secret, those of the objects given. `undefined`
 * if nothing sets it.
 */
export function sourceOf(workload: Manifest, variable: string, objects: Manifest[]): Source | undefined {
  for (const { env, envFrom } of containersOf(workload)) {
    const entry = mappings(env).findLast(({ name }) => name === variable)
    if (entry && isObject(entry.valueFrom)) return { valueFrom: referenceIn(entry.valueFrom) }
    if (entry) return { value: String(entry.value ?? '') }
    for (const source of mappings(envFrom)) {
      const { name = '' } = { ...texts(source.configMapRef), ...texts(source.secretRef) }
      const [kind, field] = isObject(source.secretRef)
        ? ['Secret', 'secretKeyRef']
        : ['ConfigMap', 'configMapKeyRef']
      const object = objects.find((one) => one.kind === kind && one.name === name)
      if (object && dataOf(object)[variable] !== undefined)
        return { valueFrom: { [field]: { name, key: variable } } }
    }
  }
  return undefined
}

/** The reference to a key, and nothing that the API server does not know. */
function referenceIn({ secretKeyRef, configMapKeyRef }: JsonObject): JsonObject {
  const { name = '', key = '' } = texts(secretKeyRef ?? configMapKeyRef)
  return { [secretKeyRef ? 'secretKeyRef' : 'configMapKeyRef']: { name, key } }
}

/** The text of a variable, if these objects tell it. */
export function textOf(source: Source | undefined, objects: Manifest[]): string | undefined {
  if (!source) return undefined
  if ('value' in source) return source.value
  const { secretKeyRef, configMapKeyRef } = source.valueFrom
  const { name, key = '' } = texts(secretKeyRef ?? configMapKeyRef)
  const kind = secretKeyRef ? 'Secret' : 'ConfigMap'
  const object = objects.find((one) => one.kind === kind && one.name === name)
  return object && dataOf(object)[key]
}

/**
 * The text of a workload's variable, if these objects tell it, with those of others in the place of `$(NAME)`; what is not
 * known stays as it is written, as in a Pod.
 */
export function resolvedTextOf(
  workload: Manifest,
  variable: string,
  objects: Manifest[],
): string | undefined {
  const text = (name: string) => textOf(sourceOf(workload, name, objects), objects)
  const written = text(variable)
  return written === undefined ? undefined : resolve(written, text)
}

/** A text with the texts of variables in the place of `$(NAME)`; one that is not known stays as it is written. */
export const resolve = (written: string, textOfVariable: (name: string) => string | undefined) =>
  written.replace(/\$\((\w+)\)/g, (reference, name) => textOfVariable(name) ?? reference)

/** What a Secret or a ConfigMap holds, as text. */
export function dataOf({ kind, object }: Manifest): Record<string, string> {
  const data = Object.entries(texts(object.data)).map(([key, value]) => [
    key,
    kind === 'Secret' ? Buffer.from(value, 'base64').toString() : value,
  ])
  return { ...Object.fromEntries(data), ...texts(object.stringData) }
}

/** Sets variables of the first container of a workload, in place of those of the same names. */
export function setVariables(object: JsonObject, sources: [Variable, Source][]): void {
  const [container] = mappings(podSpecIn(object).containers)
  if (!container) return
  const rest = mappings(container.env).filter(({ name }) => !sources.some(([variable]) => variable === name))
  container.env = [...sources.map(([name, source]) => ({ name, ...source })), ...rest]
}
