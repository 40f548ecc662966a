import { mapping, mappings, texts } from '../../diagnosis/files/pod-templates.ts'
import { locate, type Position } from '../../submission/position.ts'
import { type Adapt, isDnsLabel, isName, renamed, withObject } from './adaptation.ts'
import { API, partOf, podSpecIn } from './parts.ts'
import type { Theirs } from './theirs.ts'

/** The name of the API's Deployment: the submission's own, or the one that its autoscaler and its commands name. */
export function nameOfApi(theirs: Theirs): string {
  if (theirs.inherited) return theirs.inherited.name
  const named = deploymentsNamed(theirs).map(({ name }) => name)
  if (theirs.named('Deployment', API) || named.includes(API)) return API
  const [own] = theirs.workloadsOf('api').filter(({ kind }) => kind === 'Deployment')
  const [only, ...others] = new Set(named)
  return own?.name ?? (only && others.length === 0 ? only : API)
}

/** Autoscaler → Deployment: the API's Deployment gets the name that is scaled. */
export const fitName: Adapt = (ours, theirs) => {
  const name = nameOfApi(theirs)
  if (partOf(ours) !== 'api' || ours.name === name) return undefined
  const by = deploymentsNamed(theirs).find((one) => one.name === name)
  const says = `is called ${name}, as ${by?.by ?? 'your Deployment'} names it`
  return { manifests: [renamed(ours, name)], says, at: by?.at }
}

/** Autoscaler → container: the API's container gets the name of the one whose CPU is read, unless it inherits one. */
export const fitContainerName: Adapt = (ours, theirs) => {
  if (partOf(ours) !== 'api' || theirs.inherited?.from) return undefined
  for (const autoscaler of theirs.ofKind('HorizontalPodAutoscaler')) {
    const metrics = mappings(mapping(autoscaler.object.spec).metrics)
    const index = metrics.findIndex(({ containerResource }) => containerResource !== undefined)
    const { container = '' } = texts(metrics[index]?.containerResource)
    if (!isDnsLabel(container)) continue
    const manifest = withObject(ours, (object) => {
      const [first] = mappings(podSpecIn(object).containers)
      if (first) first.name = container
    })
    return {
      manifests: [manifest],
      says: `has a container called ${container}, as ${autoscaler.kind} ${autoscaler.name} names it`,
      at: locate(autoscaler, `spec.metrics[${index}].containerResource.container`),
    }
  }
  return undefined
}

/** The Deployments that an autoscaler or a command scales and that have no manifest in the submission. */
function deploymentsNamed(theirs: Theirs): { name: string; by: string; at: Position | undefined }[] {
  const autoscalers = theirs.ofKind('HorizontalPodAutoscaler').map((manifest) => ({
    target: texts(mapping(manifest.object.spec).scaleTargetRef),
    by: `${manifest.kind} ${manifest.name}`,
    at: locate(manifest, 'spec.scaleTargetRef.name'),
  }))
  const commands = theirs.commands.flatMap((command) =>
    command.verb === 'scale' || command.verb === 'autoscale'
      ? [{ target: command.target, by: `\`kubectl ${command.verb}\``, at: command }]
      : [],
  )
  return [...autoscalers, ...commands].flatMap(({ target: { kind, name = '' }, by, at }) =>
    kind === 'Deployment' && isName(name) && !OTHERS.includes(name) && !theirs.named('Deployment', name)
      ? [{ name, by, at }]
      : [],
  )
}

/** The Deployments of section 9 that are not the API's. */
const OTHERS = ['nanomon-frontend', 'nanomon-runner', 'postgres']
