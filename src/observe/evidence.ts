import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { stringify } from 'yaml'
import type { KubernetesObject } from '../cluster/api.ts'
import type { Cluster } from '../cluster/cluster.ts'
import type { Timeline } from './timeline.ts'

/** What tells most about a section's state; Secrets are not among it. */
const KINDS = [
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'ReplicaSet'],
  ['apps/v1', 'StatefulSet'],
  ['v1', 'Pod'],
  ['v1', 'Service'],
  ['discovery.k8s.io/v1', 'EndpointSlice'],
  ['networking.k8s.io/v1', 'Ingress'],
  ['autoscaling/v2', 'HorizontalPodAutoscaler'],
  ['v1', 'PersistentVolumeClaim'],
] as const

/** No container's log is kept beyond its last 64 KiB, nor more Pods' logs than these. */
const LOG_BYTES = 64 * 1024
const LOGGED_PODS = 12

/** Writes what the load did to the replicas, second by second. */
export async function keepTimeline(timeline: Timeline, folder: string): Promise<void> {
  if (timeline.samples.length === 0) return
  await mkdir(folder, { recursive: true })
  await writeFile(path.join(folder, 'timeline.csv'), timeline.toCsv())
}

/** Writes the section's objects, events and logs as they are now into a folder. */
export async function keepEvidence(cluster: Cluster, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const objects = (
    await Promise.all(KINDS.map(([apiVersion, kind]) => cluster.list(apiVersion, kind).catch(() => [])))
  ).flat()
  await writeFile(
    path.join(folder, 'objects.yaml'),
    objects.map((object) => stringify(withoutManagers(object))).join('---\n'),
  )
  await writeFile(path.join(folder, 'events.txt'), tabulate(await cluster.list('v1', 'Event')))
  const pods = objects
    .filter(({ spec, status }) => spec?.containers && status?.containerStatuses)
    .slice(0, LOGGED_PODS)
  const logs = await Promise.all(pods.map((pod) => logOf(cluster, pod)))
  await writeFile(path.join(folder, 'logs.txt'), logs.join('\n'))
}

function withoutManagers({ metadata, ...rest }: KubernetesObject): unknown {
  return { ...rest, metadata: { ...metadata, managedFields: undefined } }
}

function tabulate(events: KubernetesObject[]): string {
  const time = (event: KubernetesObject) =>
    event.lastTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp ?? ''
  const sorted = events.sort((a, b) => time(a).localeCompare(time(b)))
  const lines = sorted.map((event) =>
    [
      time(event),
      event.type,
      event.reason,
      `${event.involvedObject.kind}/${event.involvedObject.name}`,
      event.message,
    ].join('\t'),
  )
  return `${lines.map(printable).join('\n')}\n`
}

async function logOf(cluster: Cluster, pod: KubernetesObject): Promise<string> {
  const base = `/api/v1/namespaces/${cluster.namespace}/pods/${pod.metadata.name}/log?limitBytes=${LOG_BYTES}&tailLines=200`
  const containers = pod.spec.containers.map(({ name }: { name: string }) => name)
  const logs = await Promise.all(
    containers.map(async (container: string) => {
      const text = await cluster.api
        .text(`${base}&container=${container}`)
        .catch((error: Error) => `(${error.message})`)
      return `==> ${pod.metadata.name} ${container}\n${text.split('\n').map(printable).join('\n')}`
    }),
  )
  return logs.join('\n')
}

/** A Pod's output may hold what a terminal would obey. */
const printable = (line: string) => line.replace(/[^\P{Cc}\t]/gu, '')
