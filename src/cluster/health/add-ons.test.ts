import { expect, test } from 'vitest'
import type { Api } from '../api.ts'
import type {
  ContainerStatus,
  Deployment,
  EndpointSlice,
  KubernetesObject,
  Pod,
  Service,
} from '../objects.ts'
import { type Some, sampleOf } from '../sample.ts'
import { addOnAilment } from './add-ons.ts'

const SINCE = Date.parse('2026-01-01T00:10:00Z')

const metadata = { name: 'dns' }
const deployment = sampleOf<Deployment>({ metadata, spec: { selector: { matchLabels: { app: 'dns' } } } })
const service = sampleOf<Service>({ metadata, spec: { selector: { app: 'dns' } } })
const slice = sampleOf<EndpointSlice>({
  metadata: { labels: { 'kubernetes.io/service-name': 'dns' } },
  endpoints: [{ conditions: { ready: true } }],
})

function pod(status: Some<ContainerStatus> = {}, ready = 'True') {
  const readinessProbe = { httpGet: { path: '/ready', port: 'http' } }
  const container = { ports: [{ name: 'http', containerPort: 80 }], readinessProbe }
  const conditions = [{ type: 'Ready', status: ready, message: 'containers with unready status: [dns]' }]
  return sampleOf<Pod>({
    metadata: { name: 'dns-5d8f-x7k2', labels: { app: 'dns' } },
    spec: { containers: [container] },
    status: { conditions, containerStatuses: [status] },
  })
}

/** An API server with one add-on, and these objects in the place of its own. */
function api(
  objects: { pods?: Pod[]; endpointslices?: EndpointSlice[] } = {},
  answer = async () => 'ok',
): Api {
  const all: Record<string, KubernetesObject[]> = {
    deployments: [deployment],
    pods: [pod()],
    services: [service],
    endpointslices: [slice],
    ...objects,
  }
  const list = async (path: string) => all[path.split('/').at(-1) ?? ''] ?? []
  // Nothing else of it is asked.
  return { list, text: answer } as unknown as Api
}

test('an add-on that is Ready, answers and has an endpoint is well', async () => {
  expect(await addOnAilment(api(), SINCE)).toBeUndefined()
})

test.each([
  ['no Pods', [], 'add-on dns is not Available: it has 0 Pods'],
  ['no Ready Pod', [pod({}, 'False')], 'add-on dns is not Available: containers with unready status: [dns]'],
  [
    'a Pod that waits',
    [pod({ state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off' } } }, 'False')],
    'add-on dns is not Available: CrashLoopBackOff, back-off',
  ],
  [
    'a Pod that was started anew meanwhile',
    [
      pod({
        lastState: { terminated: { finishedAt: '2026-01-01T00:11:00Z', reason: 'OOMKilled', exitCode: 137 } },
      }),
    ],
    'add-on dns ended and was restarted: OOMKilled, exit code 137',
  ],
])('an add-on with %s is not well', async (_, pods, ailment) => {
  expect(await addOnAilment(api({ pods }), SINCE)).toBe(ailment)
})

test('an end before that time says nothing', async () => {
  const terminated = { finishedAt: '2026-01-01T00:01:00Z', reason: 'Error', exitCode: 1 }
  expect(await addOnAilment(api({ pods: [pod({ lastState: { terminated } })] }), SINCE)).toBeUndefined()
})

test('an add-on that does not answer its own probe is not well, whatever the kubelet still believes', async () => {
  const refuse = async (path: string): Promise<string> => {
    throw new Error(`no answer from ${path.split('/').slice(-3).join('/')}`)
  }
  const refusing = api({}, refuse as () => Promise<string>)
  expect(await addOnAilment(refusing, SINCE)).toBe(
    'add-on dns does not answer: no answer from http:dns-5d8f-x7k2:80/proxy/ready',
  )
})

test('a Service without an endpoint is not well', async () => {
  expect(await addOnAilment(api({ endpointslices: [] }), SINCE)).toBe(
    "the cluster's Service dns has no endpoint",
  )
})
