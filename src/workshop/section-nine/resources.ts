import { mapping, mappings, podTemplateOf } from '../../diagnosis/files/pod-templates.ts'
import type { JsonObject } from '../../submission/json.ts'
import type { Manifest } from '../../submission/manifest.ts'
import { withObject } from './adaptation.ts'
import { API, podSpecIn } from './parts.ts'

/**
 * The workshop's API with the requests and limits of another Deployment of it: those of the Pod, of the API's own container,
 * and of each container beside it, in whose place one does nothing. The scheduler and the autoscaler see the same Pods.
 */
export function withResourcesOf(other: Manifest, manifest: Manifest): Manifest {
  const pod = podTemplateOf(other)?.spec ?? {}
  const containers = mappings(pod.containers)
  const api = containers.find(({ image }) => String(image).includes(API)) ?? containers[0]
  const sidecars = mappings(pod.initContainers).filter(({ restartPolicy }) => restartPolicy === 'Always')
  return withObject(manifest, (object) => {
    const spec = podSpecIn(object)
    const [own] = mappings(spec.containers)
    if (!own) return
    own.resources = mapping(api?.resources)
    spec.containers = [own, ...containers.filter((one) => one !== api).map(idle)]
    if (sidecars.length > 0)
      spec.initContainers = sidecars.map((one) => ({ ...idle(one), restartPolicy: 'Always' }))
    if (pod.resources !== undefined) spec.resources = pod.resources
  })
}

/**
 * A container of the same name, requests and limits that does nothing, of an image that is there in any case. The first
 * process of a container ends at SIGTERM only if it says so.
 */
const idle = ({ name, resources }: JsonObject): JsonObject => ({
  ...(name !== undefined && { name }),
  image: 'postgres:17',
  command: ['sh', '-c', 'trap exit TERM; sleep infinity & wait'],
  resources: mapping(resources),
})
