import { isReady } from '../cluster/conditions.ts'
import type { HTTPRoute, Ingress, IngressServiceBackend, Pod, Service } from '../cluster/objects.ts'
import { prepend } from '../waiting/diagnosis.ts'
import type { FieldDiagnosis } from './field-diagnosis.ts'
import { diagnosePort, diagnoseSelector, isSelected } from './services.ts'

/** The objects between a request and the Pods. */
export interface Network {
  ingresses: Ingress[]
  /** The names of the IngressClasses that are served. */
  classes: string[]
  httpRoutes: HTTPRoute[]
  /** The names of the Gateways. */
  gateways: string[]
  services: Service[]
  pods: Pod[]
}

/**
 * Says where a GET of a path is lost on its way through Ingress or HTTPRoute, Service and endpoints, or may be, after what it was
 * answered. The Ingress has no name where there is none.
 */
export function diagnoseRoute(url: string, answer: string, network: Network): FieldDiagnosis {
  const { ingresses, classes } = network
  const [first] = ingresses
  const [firstRoute] = network.httpRoutes
  if (!first && firstRoute) return diagnoseHttpRoutes(url, answer, firstRoute.metadata.name, network)
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
      ...lostAt('Ingress', bound.object.name, answer),
      cause: `The rule is only for the host ${bound.host}, but the browser uses the IP address: remove the host.`,
      path: `${bound.rule}.host`,
    }
  const paths = open.map(({ type, path }) => `${path} (${type})`).join(', ')
  const cause = `No rule of the Ingress matches ${url}: its paths are ${paths || 'none'}.`
  return { ...lostAt('Ingress', own.metadata.name, answer), cause, path: 'spec.rules' }
}

/** The same of the HTTPRoutes, where there is no Ingress. */
function diagnoseHttpRoutes(url: string, answer: string, name: string, network: Network): FieldDiagnosis {
  const lost = lostAt('HTTPRoute', name, answer)
  const own = attached(network)
  if (own.length === 0) {
    const wanted = network.httpRoutes.flatMap(({ spec }) => (spec.parentRefs ?? []).map((ref) => ref.name))
    const cause = `The HTTPRoute belongs to Gateway ${wanted.join(', ') || 'none'}, which does not exist; the Gateways are ${network.gateways.join(', ') || 'none'}.`
    return { ...lost, cause, path: 'spec.parentRefs[0].name' }
  }
  const routes = own.flatMap(pathsOf)
  const open = routes.filter(({ host }) => !host)
  const match = bestMatch(url, open)
  if (match) return diagnoseBackend(url, answer, match, network)
  const bound = bestMatch(url, routes)
  if (bound) {
    const cause = `The HTTPRoute is only for ${bound.host}, but the browser uses the IP address: remove the hostnames.`
    return { ...lostAt('HTTPRoute', bound.object.name, answer), cause, path: bound.rule }
  }
  const paths = open.map(({ path }) => path).join(', ')
  const cause = `No rule of the HTTPRoute matches ${url}: its paths are ${paths || 'none'}.`
  return { ...lost, cause, path: 'spec.rules' }
}

interface RouteObject {
  kind: 'Ingress' | 'HTTPRoute'
  name: string
}

const lostAt = (kind: RouteObject['kind'] | 'Service', name: string, answer: string) => ({
  observed: answer,
  object: { kind, name },
})

/** What leads to the Services of a Namespace. */
type Rules = Pick<Network, 'ingresses' | 'classes' | 'httpRoutes' | 'gateways'>

/** A Service that an Ingress or an HTTPRoute may send a request to. */
export interface Backend {
  service: string
  port: number | string
}

/**
 * The Services that may be sent a GET of a path at a host: of the rule that fits best, and of each that an ingress controller could
 * take for it. What an annotation may do to a rule is not worked out: then each of its rules counts.
 */
export function backendsOf(url: string, host: string, rules: Rules): Backend[] {
  const { ingresses, classes } = rules
  const routes = ingresses
    // One without a class may be served too.
    .filter(({ spec }) => !spec.ingressClassName || classes.includes(spec.ingressClassName))
    .flatMap((ingress) => routesOf(ingress).map((route) => ({ ...route, isBent: isBent(ingress) })))
    .filter((route) => route.isBent || !route.host || route.host === host)
  // Which of the two kinds goes first is the controller's matter: of each the best counts.
  return [...bestBackends(url, routes), ...bestBackends(url, attached(rules).flatMap(pathsOf))]
}

function bestBackends(url: string, routes: (Route & { isBent: boolean })[]): Backend[] {
  const longest = bestMatch(url, routes)?.path.length ?? 0
  return routes
    .filter((route) => route.isBent || (mayMatch(url, route) && route.path.length >= longest))
    .flatMap(({ backend }) => backend ?? [])
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

/** One path of an Ingress or an HTTPRoute, and the Service that it leads to. */
interface Route {
  object: RouteObject
  host: string
  /** The rule, as a field of its object. */
  rule: string
  type: string
  path: string
  backend: Backend | undefined
  /** The fields that name the Service and its port. */
  fields: { service: string; port: string }
}

function routesOf({ metadata, spec }: Ingress): Route[] {
  const object = { kind: 'Ingress', name: metadata.name } as const
  const routeTo = (service: IngressServiceBackend | undefined, field: string) => ({
    object,
    backend: service && { service: service.name, port: portOf(service) },
    fields: {
      service: `${field}.name`,
      port: `${field}.port.${service?.port?.name === undefined ? 'number' : 'name'}`,
    },
  })
  const routes = (spec.rules ?? []).flatMap(({ host = '', http }, i) =>
    (http?.paths ?? []).map(({ path = '/', pathType, backend }, j) => ({
      ...routeTo(backend.service, `spec.rules[${i}].http.paths[${j}].backend.service`),
      host,
      rule: `spec.rules[${i}]`,
      type: pathType,
      path,
    })),
  )
  const { service } = spec.defaultBackend ?? {}
  const base = { host: '', rule: 'spec', type: 'Prefix', path: '/' }
  return service ? [...routes, { ...base, ...routeTo(service, 'spec.defaultBackend.service') }] : routes
}

/** The paths of an HTTPRoute. One that does not match by a plain path alone may match any. */
function pathsOf({ metadata, spec }: HTTPRoute): (Route & { isBent: boolean })[] {
  const isBound = (spec.hostnames ?? []).length > 0
  return (spec.rules ?? []).flatMap(({ matches = [{}], backendRefs = [], filters = [] }, i) =>
    matches.flatMap(({ path: { type = 'PathPrefix', value: path = '/' } = {}, ...others }) =>
      (backendRefs.length > 0 ? backendRefs : [undefined]).map((backend, k) => ({
        object: { kind: 'HTTPRoute', name: metadata.name } as const,
        host: isBound ? (spec.hostnames ?? []).join(', ') : '',
        rule: 'spec.hostnames',
        type: type === 'Exact' ? 'Exact' : 'Prefix',
        path,
        isBent: type === 'RegularExpression' || Object.keys(others).length > 0 || filters.length > 0,
        backend: backend && { service: backend.name, port: backend.port ?? '' },
        fields: {
          service: `spec.rules[${i}].backendRefs[${k}].name`,
          port: `spec.rules[${i}].backendRefs[${k}].port`,
        },
      })),
    ),
  )
}

/** The HTTPRoutes that name a Gateway that there is. */
const attached = ({ httpRoutes, gateways }: Pick<Network, 'httpRoutes' | 'gateways'>) =>
  httpRoutes.filter(({ spec }) => (spec.parentRefs ?? []).some(({ name }) => gateways.includes(name)))

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
  const { backend, object, fields, path } = route
  const { kind } = object
  const lost = lostAt(kind, object.name, answer)
  const service = services.find(({ metadata }) => metadata.name === backend?.service)
  const names = services.map(({ metadata }) => metadata.name).join(', ')
  if (!backend || !service) {
    const cause = `The ${kind} sends ${path} to Service ${backend?.service}, which does not exist; the Services are ${names || 'none'}.`
    return { ...lost, cause, path: fields.service }
  }
  const ports = service.spec.ports ?? []
  if (!ports.some(({ port, name }) => port === backend.port || name === backend.port)) {
    const has = ports.map(({ port }) => port).join(', ')
    const cause = `The ${kind} sends ${path} to port ${backend.port} of Service ${service.metadata.name}, which has only port ${has}.`
    return { ...lost, cause, path: fields.port }
  }
  const wrong = diagnoseSelector(service, pods) ?? diagnosePort(service, backend.port, pods)
  if (wrong) return prepend(answer, wrong)
  if (!pods.some((pod) => isReady(pod) && isSelected(service, pod)))
    return {
      ...lostAt('Service', service.metadata.name, answer),
      hint: `No Pod behind Service ${service.metadata.name} is Ready.`,
      path: 'spec.selector',
    }
  return {
    ...lost,
    hint: `The ${kind} path ${path} sends ${url} to Service ${service.metadata.name}.`,
    path: fields.service,
  }
}
