import { mapping, mappings, podTemplateOf } from '../../diagnosis/files/pod-templates.ts'
import type { JsonObject } from '../../submission/json.ts'
import type { Manifest } from '../../submission/manifest.ts'
import { withObject } from './adaptation.ts'
import { isApi, podSpecIn } from './parts.ts'

/**
 * The workshop's API with the requests and limits of another Deployment of it: those of the Pod, of the API's own container,
 * and of all containers beside and before it, in whose places idle ones are. So the scheduler and the autoscaler find what
 * they find in the other's Pods.
 */
export function withResourcesOf(other: Manifest, manifest: Manifest): Manifest {
  const pod = podTemplateOf(other)?.spec ?? {}
  const containers = mappings(pod.containers)
  const api = containers.find(isApi) ?? containers[0]
  const first = mappings(pod.initContainers)
  return withObject(manifest, (object) => {
    const spec = podSpecIn(object)
    const [own] = mappings(spec.containers)
    if (!own) return
    const beside = containers.filter((one) => one !== api)
    spec.containers = [{ ...own, ...sizeOf(api ?? {}) }, ...beside.map((one, i) => idle(one, i))]
    if (first.length > 0) spec.initContainers = first.map((one, i) => idleBefore(one, beside.length + i))
    if (pod.resources !== undefined) spec.resources = pod.resources
  })
}

/** What a container requests, under its name if it has one. */
const sizeOf = ({ name, resources }: JsonObject): JsonObject => ({
  ...(name !== undefined && { name }),
  resources: mapping(resources),
})

/** A container that does nothing to speak of: the app's own pages, each on a port of its own. */
const idle = (container: JsonObject, i: number): JsonObject => ({
  ...sizeOf(container),
  image: 'nanomon.azurecr.io/nanomon-frontend:latest',
  env: [{ name: 'PORT', value: `${18_000 + i}` }],
})

/** In place of an init container: one that lasts, if that does, or else one that ends at once. */
const idleBefore = (container: JsonObject, i: number): JsonObject =>
  container.restartPolicy === 'Always'
    ? { ...idle(container, i), restartPolicy: 'Always' }
    : { ...sizeOf(container), image: 'postgres:17', command: ['true'] }
