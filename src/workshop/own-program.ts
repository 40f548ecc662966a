import type { Container, Pod } from '../cluster/objects.ts'
import { type PodProcess, portOf } from '../cluster/pod-processes.ts'
import type { Endpoint } from './behind.ts'

/** Where the cluster puts what a Pod may prove itself with. */
const TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount'

/**
 * Whether nothing but the image's own program can run in a Pod: one container as the image starts it, with nothing
 * mounted and no command run inside. It need not be looked into then.
 */
export function isPlain({ spec }: Pod): boolean {
  const { containers, initContainers = [], ephemeralContainers = [] } = spec
  const [only] = containers
  const {
    command,
    args,
    lifecycle,
    livenessProbe,
    readinessProbe,
    startupProbe,
    volumeMounts = [],
  } = only ?? {}
  return (
    containers.length === 1 &&
    ephemeralContainers.length === 0 &&
    !initContainers.some(({ restartPolicy }) => restartPolicy === 'Always') &&
    !command &&
    !args &&
    !lifecycle &&
    ![livenessProbe, readinessProbe, startupProbe].some((probe) => probe?.exec) &&
    volumeMounts.every(({ mountPath }) => mountPath === TOKEN)
  )
}

/** The processes that listen on an endpoint's port. */
export function listenersOf({ pod, port }: Endpoint, processes: PodProcess[]): PodProcess[] {
  return processes.filter(
    (one) =>
      one.pod === pod.metadata.uid &&
      one.sockets.some(({ isListening, local }) => isListening && portOf(local) === port),
  )
}

/** Whether a process is what an image starts by itself, in a container of that image. */
export function isOwn(
  { container, program, isOfImage }: PodProcess,
  pod: Pod,
  own: { image: string; program: string },
): boolean {
  const runs = containerWithId(pod, container)
  return runs?.image === own.image && isOfImage && program.split('/').at(-1) === own.program
}

/** The container of a Pod, as its spec has it, that the runtime knows by an id. */
export function containerWithId(pod: Pod, id: string): Container | undefined {
  const { containerStatuses = [], initContainerStatuses = [], ephemeralContainerStatuses = [] } = pod.status
  const status = [...containerStatuses, ...initContainerStatuses, ...ephemeralContainerStatuses].find(
    ({ containerID }) => containerID?.endsWith(`://${id}`),
  )
  const { containers, initContainers = [], ephemeralContainers = [] } = pod.spec
  return [...containers, ...initContainers, ...ephemeralContainers].find(({ name }) => name === status?.name)
}
