import type { Cluster } from '../cluster/cluster.ts'
import { programOf, resolvedImages } from '../cluster/images.ts'
import type { Container, Pod } from '../cluster/objects.ts'
import { type PodProcess, processesOf } from '../cluster/pod-processes.ts'
import { type Finding, inTemplate, ownLine, type Place } from '../diagnosis/place.ts'
import { matches, workloadsOf } from '../diagnosis/workloads.ts'
import { type Endpoint, podsBehindPath } from './behind.ts'
import { containerWithId, isOwn, isPlain, listenersOf } from './own-program.ts'

/** The images that serve the app over HTTP. */
export type AppImage = 'nanomon-api' | 'nanomon-frontend'

/** What answers at a path in place of the app; nothing if all that may answer there is the app's own image at work. */
export async function findImpostor(
  cluster: Cluster,
  url: string,
  image: AppImage,
  place: Place = ownLine,
): Promise<Finding | undefined> {
  const resolved = (await resolvedImages(cluster.api))[image] ?? ''
  const endpoints = await podsBehindPath(cluster, url)
  if (endpoints.length === 0)
    return { seen: `${url} is answered`, ours: `No Pod can be found that ${url} leads to.` }
  const wrong = endpoints.find(({ pod }) => !containersWith(pod, resolved).length)
  if (wrong) return foreignImage(cluster, wrong.pod, { url, image, place })
  const doubtful = endpoints.filter(({ pod }) => !isPlain(pod))
  if (doubtful.length === 0) return undefined
  const pods = doubtful.map(({ pod }) => pod)
  const [processes, program] = await Promise.all([processesOf(cluster.address, pods), programOf(resolved)])
  for (const endpoint of doubtful) {
    const listeners = listenersOf(endpoint, processes)
    const isSeen = processes.some((one) => one.pod === endpoint.pod.metadata.uid)
    if (listeners.length === 0 && endpoint.isReady)
      return {
        seen: `no process can be seen to listen on port ${endpoint.port} of Pod ${endpoint.pod.metadata.name}`,
        ...(isSeen ? { hint: CAUSE } : { ours: 'The node does not show which process answers.' }),
      }
    const other = listeners.find((one) => !isOwn(one, endpoint.pod, { image: resolved, program }))
    if (other) return foreignProgram(cluster, endpoint, other, { url, image, place })
  }
  return undefined
}

interface About {
  url: string
  image: AppImage
  place: Place
}

const containersWith = ({ spec }: Pod, image: string) => spec.containers.filter((one) => one.image === image)

const CAUSE = 'Here the app itself must answer: its own image, started by its own command.'

async function foreignImage(cluster: Cluster, pod: Pod, { url, image, place }: About): Promise<Finding> {
  const images = await writtenImages(cluster, pod)
  return {
    seen: `${url} leads to Pod ${pod.metadata.name}, which runs ${images.join(' and ')} and not ${image}`,
    cause: CAUSE,
    at: await lineOf(cluster, pod, 'containers[0].image', place),
  }
}

async function foreignProgram(
  cluster: Cluster,
  { pod, port }: Endpoint,
  { container, program }: PodProcess,
  { url, image, place }: About,
): Promise<Finding> {
  const runs = containerWithId(pod, container)
  const name = runs?.name ?? 'unknown'
  const list = runs && pod.spec.containers.includes(runs) ? 'containers' : 'initContainers'
  const i = runs ? (pod.spec[list] ?? []).indexOf(runs) : -1
  const field = runs?.command ? 'command' : runs?.args ? 'args' : 'image'
  return {
    seen: `${url} leads to port ${port} of Pod ${pod.metadata.name}, where program ${program} of container ${name} listens and not that of image ${image}`,
    cause: CAUSE,
    at: await lineOf(cluster, pod, i < 0 ? 'containers' : `${list}[${i}].${field}`, place),
  }
}

/** The images of a Pod's containers as the learner wrote them: admission has put others in their place. */
async function writtenImages(cluster: Cluster, pod: Pod): Promise<string[]> {
  const workload = await workloadOf(cluster, pod)
  const { containers } = workload?.object.spec.template.spec ?? pod.spec
  return containers.map(({ image = '' }: Container) => image)
}

async function lineOf(cluster: Cluster, pod: Pod, path: string, place: Place) {
  const workload = await workloadOf(cluster, pod)
  return workload
    ? place(workload.handle, inTemplate(path, pod, workload.object))
    : place(cluster.pod(pod.metadata.name), `spec.${path}`)
}

async function workloadOf(cluster: Cluster, { metadata }: Pod) {
  const workloads = await workloadsOf(cluster)
  return workloads.find(({ object }) => matches(object.spec.selector.matchLabels, metadata.labels))
}
