import { mapping, mappings, texts } from '../../diagnosis/files/pod-templates.ts'
import type { JsonObject } from '../../submission/json.ts'
import type { Manifest } from '../../submission/manifest.ts'
import { locate, type Position } from '../../submission/position.ts'
import {
  type Adapt,
  called,
  isName,
  isPort,
  isPortName,
  isServiceName,
  MOST_NAMES,
  renamed,
  withObject,
} from './adaptation.ts'
import { partOfService } from './labels.ts'
import type { Part } from './parts.ts'
import type { Theirs } from './theirs.ts'

/** A Service that a route of the submission leads to, and the port by which it calls it. */
interface Backend {
  part: Part
  name: string
  port: number | string
  by: Manifest
  at: Position | undefined
}

/** Ingress → Service: the workshop's Service has the name and the port that the submission's Ingress leads to. */
export const fitService: Adapt = (ours, theirs) => {
  const part = partOfService(ours)
  if (!part) return undefined
  const backends = backendsOf(theirs).filter((backend) => backend.part === part)
  const [first] = backends
  if (!first) return undefined
  const names = [...new Set(backends.map(({ name }) => name))].slice(0, MOST_NAMES)
  const manifests = names.map((name) =>
    withPorts(
      renamed(ours, name),
      backends.filter((one) => one.name === name),
    ),
  )
  return {
    manifests,
    says: `${called(ours, ...names)}has the port ${first.port}, as your ${first.by.kind} ${first.by.name} calls it`,
    at: first.at,
  }
}

/** Ingress → Service: the workshop's Ingress leads to the port that the submission's Service has. */
export const fitIngress: Adapt = (ours, theirs) => {
  if (ours.kind !== 'Ingress') return undefined
  const changed: Manifest[] = []
  const manifest = withObject(ours, (object) => {
    for (const { service } of pathsOf(object).map(({ backend }) => mapping(backend))) {
      const { name, port } = mapping(service)
      const own = theirs.named('Service', String(name))
      const ports = own ? mappings(mapping(own.object.spec).ports) : []
      const [first] = ports
      if (!own || !isPort(first?.port) || ports.some((one) => one.port === mapping(port).number)) continue
      mapping(service).port = { number: first.port }
      changed.push(own)
    }
  })
  const [service] = changed
  if (!service) return undefined
  const says = `leads to the ports of your ${changed.map(({ kind, name }) => `${kind} ${name}`).join(' and ')}`
  return { manifests: [manifest], says, at: locate(service, 'spec.ports') }
}

const pathsOf = (ingress: JsonObject) =>
  mappings(mapping(ingress.spec).rules).flatMap(({ http }) => mappings(mapping(http).paths))

/** HTTPRoute → Gateway: the workshop's Gateway has the names that the submission's HTTPRoute gives it and its listener. */
export const fitGateway: Adapt = (ours, theirs) => {
  const [route] = theirs.ofKind('HTTPRoute')
  const [parent] = route ? mappings(mapping(route.object.spec).parentRefs) : []
  const { name = ours.name, sectionName } = texts(parent)
  if (ours.kind !== 'Gateway' || !route || !isName(name)) return undefined
  const manifest = withObject(renamed(ours, name), (object) => {
    const [listener] = mappings(mapping(object.spec).listeners)
    if (listener && sectionName && isName(sectionName)) listener.name = sectionName
  })
  return {
    manifests: [manifest],
    says: `is called ${name}${sectionName ? `, and its listener ${sectionName}` : ''}, as your ${route.kind} ${route.name} names it`,
    at: locate(route, 'spec.parentRefs[0].name'),
  }
}

/**
 * What the submission's routes lead to that is not among its Services. With a Service of its own for that part, a wrong
 * name is its own mistake.
 */
function backendsOf(theirs: Theirs): Backend[] {
  const ways = [
    ...theirs.ofKind('Ingress').flatMap(waysOfIngress),
    ...theirs.ofKind('HTTPRoute').flatMap(waysOfRoute),
  ]
  return ways.flatMap(({ path, name, port, by, field }) => {
    const known = partOfService({ ...by, kind: 'Service', name })
    const part = known ?? (path.startsWith('/api') ? 'api' : 'frontend')
    if (theirs.named('Service', name) || !isServiceName(name)) return []
    if (!isPort(port) && !isPortName(port)) return []
    if (!known && theirs.servicesOf(part).length > 0) return []
    return [{ part, name, port, by, at: locate(by, field) }]
  })
}

/** One way from a path to a Service, as it was written. */
interface Way {
  path: string
  name: string
  port: unknown
  by: Manifest
  field: string
}

function waysOfIngress(by: Manifest): Way[] {
  const { defaultBackend } = mapping(by.object.spec)
  const all = [...pathsOf(by.object), ...(defaultBackend ? [{ path: '/', backend: defaultBackend }] : [])]
  return all.map(({ path, backend }) => {
    const { name, port } = mapping(mapping(backend).service)
    const { number, name: portName } = mapping(port)
    return {
      path: String(path),
      name: String(name),
      port: number ?? portName,
      by,
      field: 'spec.rules[0].http.paths[0].backend',
    }
  })
}

const waysOfRoute = (by: Manifest): Way[] =>
  mappings(mapping(by.object.spec).rules).flatMap(({ matches, backendRefs }) => {
    const [first] = mappings(matches)
    const path = String(mapping(first?.path).value ?? '/')
    return mappings(backendRefs).map(({ name, port }) => ({
      path,
      name: String(name),
      port,
      by,
      field: 'spec.rules[0].backendRefs',
    }))
  })

function withPorts(service: Manifest, backends: Backend[]): Manifest {
  const asked = [...new Set(backends.map(({ port }) => port))].slice(0, MOST_NAMES)
  return withObject(service, (object) => {
    const spec = mapping(object.spec)
    const [port = {}] = mappings(spec.ports)
    spec.ports = asked.map((one, i) => ({
      ...port,
      ...(asked.length > 1 && { name: `port-${i}` }),
      ...(typeof one === 'string' && { name: one }),
      ...(typeof one === 'number' && { port: one }),
    }))
  })
}
