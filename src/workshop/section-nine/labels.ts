import { mapping, mappings, texts } from '../../diagnosis/files/pod-templates.ts'
import type { JsonObject } from '../../submission/json.ts'
import type { Manifest } from '../../submission/manifest.ts'
import { locate } from '../../submission/position.ts'
import { type Adapt, areLabels, isPortName, withObject } from './adaptation.ts'
import { labelsOf, leadsTo, PARTS, type Part, partOf, podSpecIn, SERVICES, selectorOf } from './parts.ts'
import type { Theirs } from './theirs.ts'

/** Service → Pods: the workshop's Pods carry the labels that the submission's Service looks for. */
export const fitLabels: Adapt = (ours, theirs, all) => {
  const part = partOf(ours)
  const wanted = part && selectorFor(part, theirs, all)
  if (!wanted || leadsTo(wanted.labels, labelsOf(ours))) return undefined
  const manifest = withObject(ours, (object) => {
    const spec = mapping(object.spec)
    const template = mapping(spec.template)
    const metadata = mapping(template.metadata)
    metadata.labels = { ...mapping(metadata.labels), ...wanted.labels }
    spec.selector = { matchLabels: wanted.labels }
  })
  return { manifests: [manifest], says: `has Pods with ${tell(wanted.labels)}, ${wanted.why}`, at: wanted.at }
}

/** Service → Pods: the workshop's Service looks for the labels of the submission's Pods. */
export const fitSelector: Adapt = (ours, theirs, all) => {
  const part = partOfService(ours)
  const wanted = part && selectorFor(part, theirs, all)
  if (!wanted || leadsTo(selectorOf(ours), wanted.labels)) return undefined
  const manifest = withObject(ours, (object) => {
    mapping(object.spec).selector = wanted.labels
  })
  return { manifests: [manifest], says: `selects ${tell(wanted.labels)}, ${wanted.why}`, at: wanted.at }
}

/** Service → Pods: the workshop's containers name their port as a Service of the submission calls it. */
export const fitPortName: Adapt = (ours, theirs) => {
  const part = partOf(ours)
  const called = (part ? theirs.servicesOf(part) : []).flatMap((service) => {
    const ports = mappings(mapping(service.object.spec).ports)
    return ports.flatMap(({ targetPort }) => (isPortName(targetPort) ? [{ service, name: targetPort }] : []))
  })
  const [first] = called
  if (!first) return undefined
  const { service, name } = first
  const manifest = withObject(ours, (object) => {
    const [container] = mappings(podSpecIn(object).containers)
    const [port] = mappings(container?.ports)
    if (port) port.name = name
  })
  return {
    manifests: [manifest],
    says: `names its port ${name}, as your Service ${service.name} calls it`,
    at: locate(service, 'spec.ports[0].targetPort'),
  }
}

/** The part of the app that one of section 9's Services leads to, by its name. */
export const partOfService = ({ kind, name }: Manifest): Part | undefined =>
  kind === 'Service' ? PARTS.find((part) => SERVICES[part] === name) : undefined

/**
 * The labels by which a part's Pods are found, if the submission says so: those that its Service looks for, or else those
 * of its Pods where the workshop's Service looks for others.
 */
function selectorFor(part: Part, theirs: Theirs, all: Manifest[]) {
  const [service] = theirs.servicesOf(part).filter((one) => Object.keys(selectorOf(one)).length > 0)
  if (service)
    return usable(selectorOf(service), {
      why: `as your Service ${service.name} selects`,
      at: locate(service, 'spec.selector'),
    })
  const workloads = theirs.workloadsOf(part)
  const [workload] = workloads
  const own = all.find((manifest) => partOfService(manifest) === part)
  if (!workload || !own || workloads.some((one) => leadsTo(selectorOf(own), labelsOf(one)))) return undefined
  const selected = texts(mapping(mapping(mapping(workload.object).spec).selector).matchLabels)
  const labels = labelsOf(workload)
  return usable(leadsTo(selected, labels) ? selected : labels, {
    why: `as the Pods of your ${workload.kind} ${workload.name} carry`,
    at: locate(workload, 'spec.template.metadata.labels'),
  })
}

/** Not what the API server would refuse: that is a mistake of its own, and one of the submission's object alone. */
const usable = <T>(labels: Record<string, string>, more: T) =>
  Object.keys(labels).length > 0 && areLabels(labels) ? { labels, ...more } : undefined

const tell = (labels: JsonObject) =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',')
