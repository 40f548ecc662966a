import { isReady } from '../cluster/conditions.ts'
import type { Ingress, IngressServiceBackend, Pod, Service } from '../cluster/objects.ts'
import { prepend } from '../waiting/diagnosis.ts'
import type { FieldDiagnosis } from './field-diagnosis.ts'
import { diagnosePort, diagnoseSelector, isSelected } from './services.ts'

/** The objects between a request and the Pods. */
export interface Network {
  ingresses: Ingress[]
  /** The names of the IngressClasses that are served. */
  classes: string[]
  services: Service[]
  pods: Pod[]
}

/**
 * Says where a GET of a path is lost on its way through Ingress, Service and endpoints, or may be, after what it was
 * answered. The Ingress has no name where there is none.
 */
export function diagnoseRoute(url: string, answer: string, network: Network): FieldDiagnosis {
  const { ingresses, classes } = network
  const [first] = ingresses
  if (!first)
    return {
      ...lostAt('Ingress', '', answer),
      cause: 'There is no Ingress: hand one in, or enable it in the values.',
      path: 'enabled',
    }
  const lost = lostAt('Ingress', first.metadata.name, answer)
  const served = ingresses.filter(({ spec }) => classes.includes(spec.ingressClassName ?? ''))
  const [own] = served
  if (!own) {
    const others = ingresses.map(({ spec }) => spec.ingressClassName ?? 'none').join(', ')
    const cause = `The cluster does not have the class of the Ingress: use ${classes.join(', ')} instead of ${others}.`
    return { ...lost, cause, path: 'spec.ingressClassName' }
  }
  const routes = served.flatMap(routesOf)
  const open = routes.filter(({ host }) => !host)
  const match = bestMatch(url, open)
  if (match) return diagnoseBackend(url, answer, match, network)
  const bound = bestMatch(url, routes)
  if (bound)
    return {
      ...lostAt('Ingress', bound.ingress, answer),
      cause: `The rule is only for the host ${bound.host}, but the browser uses the IP address: remove the host.`,
      path: `${bound.rule}.host`,
    }
  const paths = open.map(({ type, path }) => `${path} (${type})`).join(', ')
  const cause = `No rule of the Ingress matches ${url}: its paths are ${paths || 'none'}.`
  return { ...lostAt('Ingress', own.metadata.name, answer), cause, path: 'spec.rules' }
}

const lostAt = (kind: 'Ingress' | 'Service', name: string, answer: string) => ({
  observed: answer,
  object: { kind, name },
})

/** The Ingresses of a Namespace, and the names of the IngressClasses that are served. */
type Rules = Pick<Network, 'ingresses' | 'classes'>

/** A Service that an Ingress may send a request to. */
export interface Backend {
  service: string
  port: number | string
}

/**
 * The Services that may be sent a GET of a path at a host: of the rule that fits best, and of each that an ingress controller could
 * take for it. What an annotation may do to a rule is not worked out: then each of its rules counts.
 */
export function backendsOf(url: string, host: string, { ingresses, classes }: Rules): Backend[] {
  const routes = ingresses
    // One without a class may be served too.
    .filter(({ spec }) => !spec.ingressClassName || classes.includes(spec.ingressClassName))
    .flatMap((ingress) => routesOf(ingress).map((route) => ({ ...route, isBent: isBent(ingress) })))
    .filter((route) => route.isBent || !route.host || route.host === host)
  const longest = bestMatch(url, routes)?.path.length ?? 0
  return routes
    .filter((route) => route.isBent || (mayMatch(url, route) && route.path.length >= longest))
    .flatMap(({ backend }) => (backend ? [{ service: backend.name, port: portOf(backend) }] : []))
}

/** The number or the name of a backend’s port: the API server takes none without either. */
const portOf = ({ port }: IngressServiceBackend) => port?.number ?? port?.name ?? ''

/** Whether an Ingress tells the controller how to read its rules; the entry point is ours. */
function isBent({ metadata }: Ingress): boolean {
  return Object.keys(metadata.annotations ?? {}).some(
    (key) => key.startsWith('traefik.ingress.kubernetes.io/router.') && !key.endsWith('.entrypoints'),
  )
}

/** A path of no given type is the beginning of any text for some controllers, and whole segments for others. */
const mayMatch = (url: string, route: Route) =>
  bestMatch(url, [route]) !== undefined ||
  (route.type === 'ImplementationSpecific' && url.startsWith(route.path))

interface Route {
  ingress: string
  host: string
  /** The rule and the path in it, as fields of the Ingress. */
  rule: string
  field: string
  type: string
  path: string
  backend: IngressServiceBackend | undefined
}

function routesOf({ metadata, spec }: Ingress): Route[] {
  const routes = (spec.rules ?? []).flatMap(({ host = '', http }, i) =>
    (http?.paths ?? []).map(({ path = '/', pathType, backend }, j) => ({
      ingress: metadata.name,
      host,
      rule: `spec.rules[${i}]`,
      field: `spec.rules[${i}].http.paths[${j}]`,
      type: pathType,
      path,
      backend: backend.service,
    })),
  )
  const { service } = spec.defaultBackend ?? {}
  const base = { ingress: metadata.name, host: '', rule: 'spec', field: 'spec.defaultBackend' }
  return service ? [...routes, { ...base, type: 'Prefix', path: '/', backend: service }] : routes
}

/** As an ingress controller does: of the paths that match the longest. */
function bestMatch(url: string, routes: Route[]): Route | undefined {
  const matches = routes.filter(({ type, path }) => {
    const prefix = path.replace(/\/$/, '')
    return type === 'Exact' ? url === path : url === prefix || url.startsWith(`${prefix}/`)
  })
  return matches.sort((a, b) => b.path.length - a.path.length)[0]
}

function diagnoseBackend(
  url: string,
  answer: string,
  route: Route,
  { services, pods }: Network,
): FieldDiagnosis {
  const { backend, ingress, field, path } = route
  const lost = lostAt('Ingress', ingress, answer)
  const backendPath = field === 'spec.defaultBackend' ? `${field}.service` : `${field}.backend.service`
  const service = services.find(({ metadata }) => metadata.name === backend?.name)
  const names = services.map(({ metadata }) => metadata.name).join(', ')
  if (!backend || !service) {
    const cause = `The Ingress sends ${path} to Service ${backend?.name}, which does not exist; the Services are ${names || 'none'}.`
    return { ...lost, cause, path: `${backendPath}.name` }
  }
  const wanted = portOf(backend)
  const ports = service.spec.ports ?? []
  if (!ports.some(({ port, name }) => port === wanted || name === wanted)) {
    const has = ports.map(({ port }) => port).join(', ')
    const cause = `The Ingress sends ${path} to port ${wanted} of Service ${service.metadata.name}, which has only port ${has}.`
    return { ...lost, cause, path: `${backendPath}.port.${typeof wanted === 'string' ? 'name' : 'number'}` }
  }
  const wrong = diagnoseSelector(service, pods) ?? diagnosePort(service, wanted, pods)
  if (wrong) return prepend(answer, wrong)
  if (!pods.some((pod) => isReady(pod) && isSelected(service, pod)))
    return {
      ...lostAt('Service', service.metadata.name, answer),
      hint: `No Pod behind Service ${service.metadata.name} is Ready.`,
      path: 'spec.selector',
    }
  return {
    ...lost,
    hint: `The Ingress path ${path} sends ${url} to Service ${service.metadata.name}.`,
    path: `${backendPath}.name`,
  }
}
