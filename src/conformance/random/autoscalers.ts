import { type Autoscale, UNSEEN } from '../../submission/command.ts'
import { isObject, type JsonObject } from '../../submission/json.ts'
import { readLines } from '../../submission/script.ts'
import {
  type Draft,
  freshPath,
  manifestFiles,
  mapObjects,
  objectsIn,
  plainCommands,
  replaceFile,
  type Written,
} from './draft.ts'
import { PLAIN } from './style.ts'

const KIND = 'HorizontalPodAutoscaler'
const V1 = 'autoscaling/v1'
const V2 = 'autoscaling/v2'
const PERCENT = 'targetCPUUtilizationPercentage'

const hasOnly = (value: JsonObject, fields: string[]) =>
  Object.keys(value).every((field) => fields.includes(field))

/** An autoscaler of autoscaling/v1 as one of v2, if v1 has all of its fields: any other object stays as it is. */
export function toV2(object: JsonObject): JsonObject {
  const { kind, apiVersion, spec } = object
  if (kind !== KIND || apiVersion !== V1 || !isObject(spec)) return object
  const { [PERCENT]: percent, ...rest } = spec
  if (!hasOnly(rest, ['minReplicas', 'maxReplicas', 'scaleTargetRef'])) return object
  const metrics = typeof percent === 'number' ? { metrics: [metricOf(percent)] } : {}
  if (percent !== undefined && typeof percent !== 'number') return object
  return { ...object, apiVersion: V2, spec: { ...rest, ...metrics } }
}

const metricOf = (averageUtilization: number): JsonObject => ({
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } },
})

/** An autoscaler of autoscaling/v2 as one of v1, if v1 can say it: any other object stays as it is. */
function toV1(object: JsonObject): JsonObject {
  const { kind, apiVersion, spec } = object
  if (kind !== KIND || apiVersion !== V2 || !isObject(spec)) return object
  const { metrics, ...rest } = spec
  const percent = percentOf(metrics)
  if (metrics !== undefined && percent === undefined) return object
  const back: JsonObject = {
    ...object,
    apiVersion: V1,
    spec: { ...rest, ...(percent !== undefined && { [PERCENT]: percent }) },
  }
  return toV2(back) === back ? object : back
}

/** The share of the CPU that is all that some metrics ask for. */
function percentOf(metrics: unknown): number | undefined {
  const [metric, ...more] = Array.isArray(metrics) ? metrics : []
  const target = isObject(metric) && isObject(metric.resource) ? metric.resource.target : undefined
  const percent = isObject(target) ? target.averageUtilization : undefined
  if (more.length > 0 || typeof percent !== 'number') return undefined
  return JSON.stringify(metric) === JSON.stringify(metricOf(percent)) ? percent : undefined
}

/** The autoscalers change their version. */
export function otherVersion(draft: Draft): Draft {
  return mapObjects(draft, (object) => (object.apiVersion === V1 ? toV2(object) : toV1(object)))
}

/** The one autoscaler becomes a `kubectl autoscale`, if that makes the same. */
export function toAutoscale(draft: Draft, choice: number): Draft {
  const own = objectsIn(draft).filter(({ kind }) => kind === KIND)
  const commands = plainCommands(draft)
  const file = manifestFiles(draft).find(({ documents }) => documents.some(({ kind }) => kind === KIND))
  const line = own.length === 1 && own[0] && lineFor(own[0], choice)
  if (!line || !file || !commands || /^.*autoscale/m.test(commands.text)) return draft
  const documents = file.documents.filter(({ kind }) => kind !== KIND)
  const text = `${commands.text.trimEnd()}\n${line}\n`
  const named = replaceFile(draft, commands, { ...commands, text })
  return replaceFile(named, file, ...(documents.length > 0 ? [{ ...file, documents }] : []))
}

/** The command for an autoscaler that is named after the Deployment that it scales, as kubectl names it. */
function lineFor(object: JsonObject, choice: number): string | undefined {
  const { apiVersion, metadata, spec } = toV2(object)
  if (apiVersion !== V2 || !isObject(metadata) || !isObject(spec) || !isObject(spec.scaleTargetRef))
    return undefined
  const { minReplicas: min, maxReplicas: max, scaleTargetRef: target, metrics } = spec
  const percent = percentOf(metrics)
  const isPlain =
    hasOnly(metadata, ['name']) &&
    hasOnly(spec, ['minReplicas', 'maxReplicas', 'scaleTargetRef', 'metrics']) &&
    target.apiVersion === 'apps/v1' &&
    target.kind === 'Deployment' &&
    target.name === metadata.name
  if (!isPlain || typeof min !== 'number' || typeof max !== 'number' || percent === undefined)
    return undefined
  if (min < 1 || min > max) return undefined
  const cpu = [`--cpu="${percent}%"`, `--cpu-percent=${percent}`, `--cpu '${percent}%'`][choice % 3]
  const named = choice % 2 === 0 ? `deployment ${target.name}` : `deploy/${target.name}`
  return `kubectl autoscale ${named} ${cpu} --min=${min} --max ${max}`
}

/** The `kubectl autoscale` becomes a manifest. */
export function fromAutoscale(draft: Draft): Draft {
  if (objectsIn(draft).some(({ kind }) => kind === KIND)) return draft
  const commands = plainCommands(draft)
  const lines = commands?.text.split('\n') ?? []
  const at = lines.findIndex((line) => /^kubectl autoscale .*[^\\\r]$/.test(line))
  const made = commands && autoscalerOf(readLines({ file: '', text: lines[at] ?? '' }, UNSEEN).commands[0])
  if (!made) return draft
  const path = freshPath(draft, '', 'autoscaler', '.yaml')
  const text = lines.toSpliced(at, 1, `kubectl apply -f ${path}`).join('\n')
  const file: Written = { role: 'manifests', path, documents: [made], style: PLAIN }
  return { files: [...replaceFile(draft, commands, { ...commands, text }).files, file] }
}

/** What `kubectl autoscale` makes, if it is given a share of the CPU. */
export function autoscalerOf(command: object | undefined): JsonObject | undefined {
  const { verb, name, target, min, max, cpuPercent } = (command ?? {}) as Partial<Autoscale>
  if (verb !== 'autoscale' || !name || !target || max === undefined || cpuPercent === undefined)
    return undefined
  return {
    apiVersion: V2,
    kind: KIND,
    metadata: { name },
    spec: {
      ...(min !== undefined && { minReplicas: min }),
      maxReplicas: max,
      scaleTargetRef: { apiVersion: 'apps/v1', ...target },
      metrics: [metricOf(cpuPercent)],
    },
  }
}
