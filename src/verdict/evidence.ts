import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { apiPath } from '../cluster/api-path.ts'
import type { Cluster } from '../cluster/cluster.ts'
import type { Event, KubernetesObject, Pod } from '../cluster/objects.ts'
import { KeptText } from './kept-text.ts'

/** The kinds of objects that tell most about a section's state; Secrets are left out. */
const KINDS = [
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'ReplicaSet'],
  ['apps/v1', 'StatefulSet'],
  ['v1', 'Pod'],
  ['v1', 'Service'],
  ['discovery.k8s.io/v1', 'EndpointSlice'],
  ['networking.k8s.io/v1', 'Ingress'],
  ['gateway.networking.k8s.io/v1', 'Gateway'],
  ['gateway.networking.k8s.io/v1', 'HTTPRoute'],
  ['autoscaling/v2', 'HorizontalPodAutoscaler'],
  ['v1', 'PersistentVolumeClaim'],
] as const

/** In bytes, of each file: objects of the workshop take 100 KiB, and a log that was flooded is cut here. */
const MOST = { objects: 2 * 2 ** 20, events: 512 * 1024, logs: 2 * 2 ** 20 }

/** No container's log is kept beyond its last 64 KiB, nor more Pods' logs than these. */
const LOG_BYTES = 64 * 1024
const LOGGED_PODS = 12

/** Writes the section's objects, events and logs as they are now into a folder. */
export async function keepEvidence(cluster: Cluster, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const objects = (
    await Promise.all(KINDS.map(([apiVersion, kind]) => cluster.list(apiVersion, kind).catch(() => [])))
  ).flat()
  const kept = new KeptText(MOST.objects)
  for (const object of objects) kept.addObject(withoutManagers(object))
  await writeFile(path.join(folder, 'objects.yaml'), `${kept}`)
  const events = new KeptText(MOST.events)
  for (const line of tabulate(await cluster.list('v1', 'Event'))) events.add(line)
  await writeFile(path.join(folder, 'events.txt'), `${events}`)
  await writeFile(path.join(folder, 'logs.txt'), `${await logsOf(cluster, objects)}`)
}

function withoutManagers({ metadata, ...rest }: KubernetesObject): unknown {
  return { ...rest, metadata: { ...metadata, managedFields: undefined } }
}

function tabulate(events: Event[]): string[] {
  const time = (event: Event) => event.lastTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp
  const sorted = events.sort((a, b) => time(a).localeCompare(time(b)))
  return sorted.map((event) =>
    [
      time(event),
      event.type,
      event.reason,
      `${event.involvedObject.kind}/${event.involvedObject.name}`,
      event.message,
    ]
      .join('  ')
      .replaceAll('\n', ' '),
  )
}

/** Items of a list do not say their kind: of all that is kept, only a Pod has containers itself. */
function isStartedPod(object: KubernetesObject): object is Pod {
  const { spec, status } = object as Partial<Pod>
  return spec?.containers !== undefined && status?.containerStatuses !== undefined
}

/** The logs of the first Pods, one after the other, as far as there is room. */
async function logsOf({ api, namespace }: Cluster, objects: KubernetesObject[]): Promise<KeptText> {
  const kept = new KeptText(MOST.logs)
  for (const { metadata, spec } of objects.filter(isStartedPod).slice(0, LOGGED_PODS))
    for (const { name } of spec.containers) {
      if (kept.room < LOG_BYTES) return kept
      const path = apiPath`/api/v1/namespaces/${namespace}/pods/${metadata.name}/log`
      const query = `limitBytes=${LOG_BYTES}&tailLines=200&container=${encodeURIComponent(name)}`
      const text = await api.text(`${path}?${query}`).catch((error: Error) => `(${error.message})`)
      kept.add(`==> ${metadata.name} ${name}\n${text}`)
    }
  return kept
}
