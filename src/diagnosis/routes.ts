import { isReady } from '../cluster/conditions.ts'
import type { Pod, Service } from '../cluster/objects.ts'
import { prepend } from '../waiting/diagnosis.ts'
import type { FieldDiagnosis } from './field-diagnosis.ts'
import { attached, bestMatch, pathsOf, type Route, type Rules, routesOf } from './route-paths.ts'
import { diagnosePort, diagnoseSelector, isSelected } from './services.ts'

/** The objects between a request and the Pods. */
export interface Network extends Rules {
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

const lostAt = (kind: Route['object']['kind'] | 'Service', name: string, answer: string) => ({
  observed: answer,
  object: { kind, name },
})

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
  const ready = pods.filter((pod) => isReady(pod) && isSelected(service, pod))
  if (ready.length === 0)
    return {
      ...lostAt('Service', service.metadata.name, answer),
      hint: `No Pod behind Service ${service.metadata.name} is Ready.`,
      path: 'spec.selector',
    }
  const leads = `The ${kind} path ${path} sends ${url} to Service ${service.metadata.name}.`
  const hint = ready.every(isUnprobed) ? `${leads} ${UNPROBED}` : leads
  return { ...lost, hint, path: fields.service }
}

const isUnprobed = ({ spec }: Pod) => !spec.containers.some(({ readinessProbe }) => readinessProbe)

const UNPROBED = 'Its Pods have no readinessProbe: they get requests before their programs listen.'
