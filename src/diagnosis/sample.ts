import type { ContainerStatus, Event, Pod } from '../cluster/objects.ts'
import { type Some, sampleOf } from '../cluster/sample.ts'

const reference = (name: string) => ({ secretKeyRef: { name: 'creds', key: name } })

/** The API's container as a learner writes it, with a variable or two. */
const container = {
  name: 'api',
  image: 'shop-api',
  ports: [{ containerPort: 8000 }],
  resources: { requests: { cpu: '50m', memory: '50Mi' } },
  readinessProbe: { httpGet: { path: '/api/health', port: 8000 } },
  env: [
    { name: 'DATABASE', value: 'host=database user=shop' },
    { name: 'PASSWORD', valueFrom: reference('passwrd') },
  ],
  envFrom: [{ configMapRef: { name: 'settings' } }],
}

/** A Pod of the API, for tests. */
export function podOf({ spec = {}, status = {} }: Pick<Some<Pod>, 'spec' | 'status'>): Pod {
  return sampleOf<Pod>({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'api-1', uid: 'u1', labels: { app: 'shop-api' } },
    spec: { containers: [container], initContainers: [{ name: 'init' }], ...spec },
    status,
  })
}

/** The status of the API's container, for tests. */
export const containerOf = (rest: Some<ContainerStatus>) => ({
  name: 'api',
  ready: false,
  restartCount: 0,
  state: {},
  ...rest,
})

/** An event about that Pod, for tests. */
export function eventOf(reason: string, message: string, rest: Some<Event> = {}): Event {
  const involvedObject = { kind: 'Pod', name: 'api-1', uid: 'u1', fieldPath: 'spec.containers{api}' }
  return sampleOf<Event>({ apiVersion: 'v1', kind: 'Event', reason, message, involvedObject, ...rest })
}

/** The status of a Pod for which the scheduler finds no node, for tests. */
export const unplaced = (message: string) => ({
  phase: 'Pending',
  conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }],
})
