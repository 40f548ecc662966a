import { isPlain, type Listener } from '../cluster/gateway-api.ts'
import type { Ingress, Service } from '../cluster/objects.ts'
import {
  attached,
  type Backend,
  isMatch,
  lengthOf,
  pathsOf,
  type Route,
  type RoutePath,
  type Rules,
  routesOf,
} from './route-paths.ts'

/** All that leads a request to the Pods of a Namespace. */
export interface Ways extends Rules {
  services: Service[]
  /** The listeners that each request of the Namespace comes to. */
  listeners: Listener[]
}

/**
 * The Services that may be sent a GET of a path at a host: of the rule that the controller takes, and of each that it may
 * take for it. What an annotation may do to a rule is not worked out: then each of its rules counts.
 */
export function backendsOf(url: string, host: string, ways: Ways): Backend[] {
  const { ingresses, classes } = ways
  const owners = ownersOf(ingresses)
  const isAlone = (ingress: Ingress, route: Route) => owners.get(nameOfPath(ingress, route))?.size === 1
  const all = ingresses
    // One without a class may be served too.
    .filter(({ spec }) => !spec.ingressClassName || classes.includes(spec.ingressClassName))
    .flatMap((ingress) =>
      routesOf(ingress).map((route) => ({
        ...route,
        ...readBy(ingress, route, host, isAlone(ingress, route) && isServed(ingress, route, ways)),
      })),
    )
  const routes = all.filter((route) => route.isBent || !route.host)
  // Which of the two kinds goes first is the controller's matter: of each the best counts.
  const httpRoutes = attached(ways).flatMap((route) =>
    isPlain(route, ways.listeners)
      ? pathsOf(route)
      : pathsOf(route).map((path) => ({ ...path, parents: route.spec.parentRefs })),
  )
  return [
    ...withTwins(bestBackends(url, routes), all),
    ...withTwins(bestBackends(url, httpRoutes), httpRoutes),
  ]
}

function bestBackends(url: string, routes: RoutePath[]): Backend[] {
  const sure = routes.filter((route) => route.isForAll && isMatch(url, route))
  const heaviest = new Map<string, number>()
  for (const { parents, weight } of sure)
    heaviest.set(keyOf(parents), Math.max(weight, heaviest.get(keyOf(parents)) ?? 0))
  // Traefik puts the method and the headers of a rule before a longer path, but a `/` with them behind every other path. A
  // path that may not be served at all goes only before those that are served where it is.
  const isBehind = ({ weight, isNarrow, parents }: RoutePath) =>
    !(isNarrow && weight > 0) &&
    [undefined, parents].some((where) => (heaviest.get(keyOf(where)) ?? 0) > weight)
  return routes
    .filter((route) => route.isBent || (mayMatch(url, route) && !isBehind(route)))
    .flatMap(({ backend }) => backend ?? [])
}

const keyOf = (parents: RoutePath['parents']) => JSON.stringify(parents ?? null)

/** Adds the Services that Traefik knows by the same name as one that may be sent a request: it keeps only the last of them. */
function withTwins(best: Backend[], all: Route[]): Backend[] {
  const nameOf = ({ service, port }: Backend) => nameInTraefik(`${service}-${port}`)
  const known = new Map(best.map((one) => [nameOf(one), one.service]))
  const twins = all
    .flatMap(({ backend }) => backend ?? [])
    .filter((one) => (known.get(nameOf(one)) ?? one.service) !== one.service)
  return [...best, ...twins]
}

/** Traefik makes a hyphen of all between letters and numbers. */
const nameInTraefik = (name: string) =>
  name
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .join('-')

/**
 * Traefik weighs a path of an Ingress by the length of the rule that it makes of it, as here (`strictprefixmatching` is on): so a
 * prefix goes before an exact path, unless that is far longer.
 */
function weightOf({ type, path }: Route): number {
  if (type === 'Exact') return `Path("${path}")`.length
  const prefix = path.slice(0, lengthOf(path))
  return (prefix ? `(Path("${prefix}") || PathPrefix("${prefix}/"))` : 'PathPrefix("/")').length
}

/**
 * An Ingress may tell the controller how to read its rules; the entry point is ours. A rule for the host that is asked goes
 * before all without one, and a wildcard may be for an IP address.
 */
function readBy(ingress: Ingress, route: Route, asked: string, isSure: boolean) {
  const { host } = route
  const isTold = annotationsOf(ingress).some(
    ([key]) => key.toLowerCase().startsWith('router.') && key !== 'router.entrypoints',
  )
  const isAsked = host === asked || (host.startsWith('*.') && asked.endsWith(host.slice(1)))
  const isBent = isTold || isAsked
  return {
    isBent,
    isNarrow: false,
    isForAll: !isBent && isSure,
    weight: weightOf(route),
  }
}

/** The Ingresses of a path, by its name: of the paths of several that Traefik knows by one name it keeps only the last. */
function ownersOf(ingresses: Ingress[]): Map<string, Set<string>> {
  const owners = new Map<string, Set<string>>()
  for (const ingress of ingresses)
    for (const route of routesOf(ingress)) {
      const name = nameOfPath(ingress, route)
      owners.set(name, (owners.get(name) ?? new Set()).add(ingress.metadata.name))
    }
  return owners
}

const nameOfPath = ({ metadata }: Ingress, { host, path }: Route) =>
  nameInTraefik(`${metadata.name}-${host}${path}`)

/** Whether Traefik is sure to serve a path. It leaves out one without a Service, and one whose Service has settings that it cannot read. */
function isServed({ metadata, spec }: Ingress, { backend }: Route, { classes, services }: Ways): boolean {
  // The API server takes no object with both.
  const named = spec.ingressClassName ?? metadata.annotations?.['kubernetes.io/ingress.class'] ?? ''
  const service = services.find((one) => one.metadata.name === backend?.service)
  return (
    classes.includes(named) &&
    backend !== undefined &&
    service !== undefined &&
    service.spec.type !== 'ExternalName' &&
    portAt(service, backend) !== undefined &&
    annotationsOf(service).every(
      ([key, value]) =>
        !key.toLowerCase().startsWith('service.') || (HARMLESS.includes(key) && value === 'true'),
    )
  )
}

/** The settings of a Service that change nothing about who answers, where they are on. */
const HARMLESS = [
  'service.passhostheader',
  'service.sticky.cookie',
  'service.sticky.cookie.httponly',
  'service.sticky.cookie.secure',
]

const TRAEFIK = 'traefik.ingress.kubernetes.io/'

/** The annotations of an object for Traefik, which reads their names in any case. */
const annotationsOf = ({ metadata }: Ingress | Service) =>
  Object.entries(metadata.annotations ?? {})
    .filter(([key]) => key.startsWith(TRAEFIK))
    .map(([key, value]) => [key.slice(TRAEFIK.length), value] as const)

/** The port of a Service that a backend names or numbers. */
export const portAt = ({ spec }: Service, { port }: Backend) =>
  spec.ports?.find((one) => one.port === port || one.name === port)

/** A path of no given type is the beginning of any text for some controllers, and whole segments for others. */
const mayMatch = (url: string, route: Route) =>
  isMatch(url, route) || (route.type === 'ImplementationSpecific' && url.startsWith(route.path))
