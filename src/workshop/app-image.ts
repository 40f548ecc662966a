import type { Cluster } from '../cluster/cluster.ts'
import { programOf, resolvedImages } from '../cluster/images.ts'
import { selects } from '../cluster/label-selector.ts'
import type { Container, Pod } from '../cluster/objects.ts'
import { type PodProcess, processesOf } from '../cluster/pod-processes.ts'
import { inTemplate, type SourceLookup } from '../diagnosis/source-lookup.ts'
import { workloadsOf } from '../diagnosis/workloads.ts'
import type { Diagnosis } from '../waiting/diagnosis.ts'
import { type Endpoint, podsBehindPath } from './behind.ts'
import { containerWithId, isOwn, isPlain, listenersOf } from './own-program.ts'

/** The images that serve the app over HTTP. */
export type AppImage = 'nanomon-api' | 'nanomon-frontend'

/**
 * The Pod that answers at a path in place of the app; nothing if only the app's own image can answer there.
 */
export async function findImpostor(
  cluster: Cluster,
  url: string,
  image: AppImage,
  lineOf: SourceLookup,
): Promise<Diagnosis | undefined> {
  const resolved = (await resolvedImages(cluster.api))[image] ?? ''
  const endpoints = await podsBehindPath(cluster, url)
  if (endpoints.length === 0)
    return { observed: `${url} is answered`, graderFault: `No Pod was found behind ${url}.` }
  const wrong = endpoints.find(({ pod }) => !containersWith(pod, resolved).length)
  if (wrong) return foreignImage(cluster, wrong.pod, { url, image, lineOf })
  const doubtful = endpoints.filter(({ pod }) => !isPlain(pod))
  if (doubtful.length === 0) return undefined
  const pods = doubtful.map(({ pod }) => pod)
  const [processes, program] = await Promise.all([processesOf(cluster.address, pods), programOf(resolved)])
  for (const endpoint of doubtful) {
    const listeners = listenersOf(endpoint, processes)
    const isSeen = processes.some((one) => one.pod === endpoint.pod.metadata.uid)
    if (listeners.length === 0 && endpoint.isReady)
      return {
        observed: `no process was found that listens on port ${endpoint.port} of Pod ${endpoint.pod.metadata.name}`,
        ...(isSeen ? { hint: CAUSE } : { graderFault: 'The node does not show which process answers.' }),
      }
    const other = listeners.find((one) => !isOwn(one, endpoint.pod, { image: resolved, program }))
    if (other) return foreignProgram(cluster, endpoint, other, { url, image, lineOf })
  }
  return undefined
}

interface About {
  url: string
  image: AppImage
  lineOf: SourceLookup
}

const containersWith = ({ spec }: Pod, image: string) => spec.containers.filter((one) => one.image === image)

const CAUSE = 'Use the app’s own image and its own command: the app itself must answer here.'

async function foreignImage(cluster: Cluster, pod: Pod, { url, image, lineOf }: About): Promise<Diagnosis> {
  const images = await writtenImages(cluster, pod)
  return {
    observed: `${url} leads to Pod ${pod.metadata.name}, which runs ${images.join(' and ')}, not ${image}`,
    cause: CAUSE,
    at: await lineForPod(cluster, pod, 'containers[0].image', lineOf),
  }
}

async function foreignProgram(
  cluster: Cluster,
  { pod, port }: Endpoint,
  { container, program }: PodProcess,
  { url, image, lineOf }: About,
): Promise<Diagnosis> {
  const runs = containerWithId(pod, container)
  const name = runs?.name ?? 'unknown'
  const list = runs && pod.spec.containers.includes(runs) ? 'containers' : 'initContainers'
  const i = runs ? (pod.spec[list] ?? []).indexOf(runs) : -1
  const field = runs?.command ? 'command' : runs?.args ? 'args' : 'image'
  return {
    observed: `${url} leads to port ${port} of Pod ${pod.metadata.name}: program ${program} of container ${name} listens there, not the program of image ${image}`,
    cause: CAUSE,
    at: await lineForPod(cluster, pod, i < 0 ? 'containers' : `${list}[${i}].${field}`, lineOf),
  }
}

/** The images of a Pod's containers as the learner wrote them: admission has put others in their place. */
async function writtenImages(cluster: Cluster, pod: Pod): Promise<string[]> {
  const workload = await workloadOf(cluster, pod)
  const { containers } = workload?.object.spec.template.spec ?? pod.spec
  return containers.map(({ image = '' }: Container) => image)
}

async function lineForPod(cluster: Cluster, pod: Pod, path: string, lineOf: SourceLookup) {
  const workload = await workloadOf(cluster, pod)
  return workload
    ? lineOf(workload.handle, inTemplate(path, pod, workload.object))
    : lineOf(cluster.pod(pod.metadata.name), `spec.${path}`)
}

async function workloadOf(cluster: Cluster, { metadata }: Pod) {
  const workloads = await workloadsOf(cluster)
  return workloads.find(({ object }) => selects(object.spec.selector, metadata.labels))
}
