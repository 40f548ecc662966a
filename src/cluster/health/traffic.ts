import { setTimeout as pause } from 'node:timers/promises'
import { NotReady } from '../../setup/step.ts'
import { type Api, ApiError } from '../api.ts'
import type { NewObject, Pod, Service } from '../objects.ts'
import { askWay, whyNot } from './way.ts'

/** How long the request may take from when both Pods run, in milliseconds; measured under one second on 2 cores. */
const PATIENCE_MS = 60_000

/** How long both Pods may take to run, in milliseconds: as long as the rest of a cluster. */
const START_MS = 180_000

const INTERVAL_MS = 250

const NAMESPACE = '/api/v1/namespaces/assay'

const SERVER = 'traffic-server'
const CLIENT = 'traffic-client'

const SERVE = 'mkdir /served && echo served >/served/index.html && exec httpd -f -p 8080 -h /served'
const ASK = 'until wget -q -T 2 -O - "http://$0" | grep -q served; do sleep 0.1; done'

/**
 * Sends a request from one Pod to another through a Service, and returns when it is answered. An app reaches
 * its database this way, and no add-on uses it. Throws {@link NotReady} with the remedy if there is no
 * answer: the fault is the machine's, but would look like a learner's. `image` has a shell, and is named as
 * in the cluster.
 */
export async function awaitTraffic(
  container: string,
  api: Api,
  image: string,
  signal: AbortSignal,
): Promise<void> {
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'traffic' }, spec: SPEC }
  const { clusterIP = '' } = (await send<Service>(api, 'services', service)).spec
  const pods = [pod(SERVER, image, [SERVE]), pod(CLIENT, image, [ASK, clusterIP])]
  await Promise.all(pods.map((object) => send<Pod>(api, 'pods', object)))
  try {
    await untilAnswered(container, api, signal)
  } finally {
    await clear(api)
  }
}

const SPEC = { selector: { app: SERVER }, ports: [{ port: 80, targetPort: 8080 }] }

function pod(name: string, image: string, script: string[]): NewObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: { app: name } },
    spec: {
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 0,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      containers: [
        { name: 'traffic', image, imagePullPolicy: 'IfNotPresent', command: ['sh', '-c', ...script] },
      ],
    },
  }
}

/** In the first moments of a Namespace its ServiceAccount is not there yet. */
async function send<T>(api: Api, plural: string, body: NewObject): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    try {
      return await api.request<T>(`${NAMESPACE}/${plural}`, { method: 'POST', body })
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 403 || Date.now() > deadline) throw error
      await pause(INTERVAL_MS)
    }
  }
}

async function untilAnswered(container: string, api: Api, signal: AbortSignal): Promise<void> {
  const started = Date.now()
  let running: number | undefined
  for (;;) {
    const pods = await own(api)
    if (pods.some(({ metadata, status }) => metadata.name === CLIENT && status.phase === 'Succeeded')) return
    if (pods.length === 2 && pods.every(({ status }) => status.phase === 'Running')) running ??= Date.now()
    // Whoever interrupts has the node removed: it answers no more.
    signal.throwIfAborted()
    if (running && Date.now() - running > PATIENCE_MS)
      throw new NotReady(whyNot(await askWay(container), PATIENCE_MS / 1000))
    if (!running && Date.now() - started > START_MS)
      throw new NotReady(
        `After ${START_MS / 1000} s a Pod of the cluster's own does not run: ${stateOf(pods)}.`,
      )
    await pause(INTERVAL_MS)
  }
}

/** None where the API server has no answer at this moment. */
async function own(api: Api): Promise<Pod[]> {
  const pods = await api.list<Pod>(`${NAMESPACE}/pods`).catch(() => [])
  return pods.filter(({ metadata }) => [SERVER, CLIENT].includes(metadata.name))
}

function stateOf(pods: Pod[]): string {
  const late = pods.find(({ status }) => status.phase !== 'Running')
  const { waiting, terminated } = late?.status.containerStatuses?.[0]?.state ?? {}
  const said = [waiting?.reason, waiting?.message, terminated?.reason].filter(Boolean).join(', ')
  return said || (late ? `${late.metadata.name} is ${late.status.phase}` : 'the API server does not tell')
}

/** They hold room on the node. Their end is not waited for: without grace they are gone at once. */
async function clear(api: Api): Promise<void> {
  const body = { apiVersion: 'v1', kind: 'DeleteOptions', gracePeriodSeconds: 0 }
  const names = ['services/traffic', `pods/${SERVER}`, `pods/${CLIENT}`]
  await Promise.all(
    names.map((name) =>
      api.request(`${NAMESPACE}/${name}`, { method: 'DELETE', body }).catch(() => undefined),
    ),
  )
}
