import type { Ingress } from '../cluster/objects.ts'
import {
  attached,
  type Backend,
  bestMatch,
  pathsOf,
  type Route,
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
