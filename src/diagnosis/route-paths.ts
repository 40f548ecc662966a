import { isDeepStrictEqual } from 'node:util'
import type { HTTPRoute, Ingress, IngressServiceBackend } from '../cluster/objects.ts'

/** What leads to the Services of a Namespace. */
export interface Rules {
  ingresses: Ingress[]
  /** The names of the IngressClasses that are served. */
  classes: string[]
  httpRoutes: HTTPRoute[]
  /** The names of the Gateways. */
  gateways: string[]
}

/** A Service that an Ingress or an HTTPRoute may send a request to. */
export interface Backend {
  service: string
  port: number | string
}

interface RouteObject {
  kind: 'Ingress' | 'HTTPRoute'
  name: string
}

/** One path of an Ingress or an HTTPRoute, and the Service that it leads to. */
export interface Route {
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

/** A path, and what its rule asks for beyond it. */
export interface RoutePath extends Route {
  /** It may match any path. */
  isBent: boolean
  /** It asks for more than a path: then it may go before a longer one, though not for `/`. */
  isNarrow: boolean
  /** It takes each GET of its path, at any host. */
  isForAll: boolean
  /** Of the paths that match, the controller takes the one of most weight; it compares only paths of one kind of object. */
  weight: number
  /** The Gateways that it is attached to, if at all; not given where it is sure to be served. */
  parents?: HTTPRoute['spec']['parentRefs']
}

/** The number or the name of a backend’s port: the API server takes none without either. */
const portOf = ({ port }: IngressServiceBackend) => port?.number ?? port?.name ?? ''

/** The paths of an Ingress. */
export function routesOf({ metadata, spec }: Ingress): Route[] {
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
  if (!service) return routes
  const base = { host: '', rule: 'spec', type: 'Prefix', path: '/' }
  const byDefault = { ...base, ...routeTo(service, 'spec.defaultBackend.service') }
  // Admission makes a rule of it, which no file has, unless there is one for all of its requests.
  const isServed = routes.every(
    ({ host, path, backend }) => host || path !== '/' || isDeepStrictEqual(backend, byDefault.backend),
  )
  return isServed ? [byDefault, ...routes] : routes
}

/** The paths of an HTTPRoute. Its filters leave the Services as they are; one that redirects has none. */
export function pathsOf({ metadata, spec }: HTTPRoute): RoutePath[] {
  const isBound = (spec.hostnames ?? []).length > 0
  return (spec.rules ?? []).flatMap(({ matches = [{}], backendRefs = [] }, i) =>
    matches.flatMap(({ path: { type = 'PathPrefix', value: path = '/' } = {}, ...more }) =>
      (backendRefs.length > 0 ? backendRefs : [undefined]).map((backend, k) => ({
        object: { kind: 'HTTPRoute', name: metadata.name } as const,
        host: isBound ? (spec.hostnames ?? []).join(', ') : '',
        rule: 'spec.hostnames',
        type: type === 'Exact' ? 'Exact' : 'Prefix',
        path,
        isBent: type === 'RegularExpression',
        isNarrow: isBound || Object.keys(more).length > 0,
        isForAll: !isBound && type !== 'RegularExpression' && asksForGets(more),
        weight: lengthOf(path),
        backend: backend && { service: backend.name, port: backend.port ?? '' },
        fields: {
          service: `spec.rules[${i}].backendRefs[${k}].name`,
          port: `spec.rules[${i}].backendRefs[${k}].port`,
        },
      })),
    ),
  )
}

/** Whether a match asks for no more than the method GET, if for anything. */
const asksForGets = ({ method = 'GET', ...others }: Record<string, unknown>) =>
  method === 'GET' && Object.keys(others).length === 0

/** The HTTPRoutes that name a Gateway that there is. */
export const attached = ({ httpRoutes, gateways }: Pick<Rules, 'httpRoutes' | 'gateways'>) =>
  httpRoutes.filter(({ spec }) => (spec.parentRefs ?? []).some(({ name }) => gateways.includes(name)))

/** A slash at the end of a path makes no difference to what its prefix matches. */
export const lengthOf = (path: string) => path.replace(/\/$/, '').length

/** Whether a path takes a request, by whole segments. */
export function isMatch(url: string, { type, path }: Route): boolean {
  const prefix = path.slice(0, lengthOf(path))
  return type === 'Exact' ? url === path : url === prefix || url.startsWith(`${prefix}/`)
}

/** As a controller is meant to do: of the paths that match the longest. */
export const bestMatch = (url: string, routes: Route[]): Route | undefined =>
  routes.filter((route) => isMatch(url, route)).sort((a, b) => b.path.length - a.path.length)[0]
