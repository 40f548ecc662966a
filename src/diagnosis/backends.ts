import type { Ingress } from '../cluster/objects.ts'
import {
  attached,
  type Backend,
  bestMatch,
  pathsOf,
  type Route,
  type RoutePath,
  type Rules,
  routesOf,
} from './route-paths.ts'

/**
 * The Services that may be sent a GET of a path at a host: of the rule that fits best, and of each that an ingress controller could
 * take for it. What an annotation may do to a rule is not worked out: then each of its rules counts.
 */
export function backendsOf(url: string, host: string, rules: Rules): Backend[] {
  const { ingresses, classes } = rules
  const routes = ingresses
    // One without a class may be served too.
    .filter(({ spec }) => !spec.ingressClassName || classes.includes(spec.ingressClassName))
    .flatMap((ingress) => routesOf(ingress).map((route) => ({ ...route, ...readBy(ingress, route, host) })))
    .filter((route) => route.isBent || !route.host)
  // Which of the two kinds goes first is the controller's matter: of each the best counts.
  return [...bestBackends(url, routes), ...bestBackends(url, attached(rules).flatMap(pathsOf))]
}

function bestBackends(url: string, routes: RoutePath[]): Backend[] {
  const sure = bestMatch(
    url,
    routes.filter(({ isForAll }) => isForAll),
  )
  const longest = sure ? lengthOf(sure) : 0
  return routes
    .filter((route) => route.isBent || (mayMatch(url, route) && mayGoFirst(route, longest)))
    .flatMap(({ backend }) => backend ?? [])
}

/** Traefik puts the method and the headers of a rule before a longer path, but a `/` with them behind every other path. */
const mayGoFirst = (route: RoutePath, longest: number) =>
  lengthOf(route) >= longest || (route.isNarrow && lengthOf(route) > 0)

/** A slash at the end of a path makes no difference to what it matches. */
const lengthOf = ({ path }: Route) => path.replace(/\/$/, '').length

/**
 * An Ingress may tell the controller how to read its rules; the entry point is ours. A rule for the host that is asked goes
 * before all without one, and a wildcard may be for an IP address.
 */
function readBy({ metadata }: Ingress, { host }: Route, asked: string) {
  const isTold = Object.keys(metadata.annotations ?? {}).some(
    (key) => key.startsWith('traefik.ingress.kubernetes.io/router.') && !key.endsWith('.entrypoints'),
  )
  const isAsked = host === asked || (host.startsWith('*.') && asked.endsWith(host.slice(1)))
  const isBent = isTold || isAsked
  return { isBent, isNarrow: false, isForAll: !isBent }
}

/** A path of no given type is the beginning of any text for some controllers, and whole segments for others. */
const mayMatch = (url: string, route: Route) =>
  bestMatch(url, [route]) !== undefined ||
  (route.type === 'ImplementationSpecific' && url.startsWith(route.path))
