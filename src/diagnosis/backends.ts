import type { Ingress } from '../cluster/objects.ts'
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

/**
 * The Services that may be sent a GET of a path at a host: of the rule that the controller takes, and of each that it may
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
  const sure = routes.filter((route) => route.isForAll && isMatch(url, route))
  return routes
    .filter(
      (route) => route.isBent || (mayMatch(url, route) && !sure.some((other) => goesBefore(other, route))),
    )
    .flatMap(({ backend }) => backend ?? [])
}

/** Traefik puts the method and the headers of a rule before a longer path, but a `/` with them behind every other path. */
const goesBefore = (sure: RoutePath, route: RoutePath) =>
  sure.weight > route.weight && !(route.isNarrow && route.weight > 0)

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
function readBy({ metadata }: Ingress, route: Route, asked: string) {
  const { host } = route
  const isTold = Object.keys(metadata.annotations ?? {}).some(
    (key) => key.startsWith('traefik.ingress.kubernetes.io/router.') && !key.endsWith('.entrypoints'),
  )
  const isAsked = host === asked || (host.startsWith('*.') && asked.endsWith(host.slice(1)))
  const isBent = isTold || isAsked
  return { isBent, isNarrow: false, isForAll: !isBent, weight: weightOf(route) }
}

/** A path of no given type is the beginning of any text for some controllers, and whole segments for others. */
const mayMatch = (url: string, route: Route) =>
  isMatch(url, route) || (route.type === 'ImplementationSpecific' && url.startsWith(route.path))
