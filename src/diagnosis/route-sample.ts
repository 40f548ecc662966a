import type { HTTPRoute, Ingress, Service } from '../cluster/objects.ts'
import { type Some, sampleOf } from '../cluster/sample.ts'

/** The backend of an Ingress, for tests. */
export const backend = (name = 'api', number = 80) => ({ service: { name, port: { number } } })

/** A rule of an Ingress, for tests. */
export const rule = (path = '/api', rest: object = {}) => ({
  http: { paths: [{ path, pathType: 'Prefix', backend: backend(), ...rest }] },
})

/** An Ingress, for tests. */
export const ingress = (spec: Some<Ingress['spec']> = {}) =>
  sampleOf<Ingress>({
    metadata: { name: 'shop' },
    spec: { ingressClassName: 'nginx', rules: [rule()], ...spec },
  })

/** A Service at port 80, for tests. */
export const serviceNamed = (name: string, annotations: Record<string, string> = {}) =>
  sampleOf<Service>({ metadata: { name, annotations }, spec: { ports: [{ name: 'http', port: 80 }] } })

/** A Namespace without any of the Gateway API, for tests. */
export const noGateway = { httpRoutes: [], gateways: [], listeners: [] }

/** An HTTPRoute, for tests. */
export const httpRoute = (spec: Partial<HTTPRoute['spec']> = {}) =>
  sampleOf<HTTPRoute>({
    metadata: { name: 'shop-routes' },
    spec: { parentRefs: [{ name: 'gate' }], rules: [leads()], ...spec },
  })

/** A rule of an HTTPRoute, for tests. */
export const leads = (value = '/api', port = 80, name = 'api') => ({
  matches: [{ path: { type: 'PathPrefix', value } }],
  backendRefs: [{ name, port }],
})

/** A Namespace with HTTPRoutes and their Gateways, of which one has a plain listener, for tests. */
export const gated = (...httpRoutes: HTTPRoute[]) => ({
  ingresses: [],
  classes: [],
  httpRoutes,
  gateways: ['gate', 'other'],
  listeners: [{ gateway: 'gate', name: 'http', port: 8101 }],
})
