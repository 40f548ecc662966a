import type { KubernetesObject } from '../../cluster/api.ts'

/** What a refusal of a workload's Pods means, and the field of the workload that decides it. */
export interface PodRefusal {
  cause: string
  path: string
}

const POD = 'spec.template.spec'

/** Explains why the cluster refuses to create a workload's Pods, from its sentence. */
export function explainRefusal(message: string, { spec }: KubernetesObject): PodRefusal {
  const pod = spec.template.spec
  const [, image] = /does not use image (\S+?);/.exec(message) ?? []
  if (image)
    return {
      cause: 'The image is not one of the workshop’s: compare its name.',
      path: `${POD}.${imageOf(pod, image)}`,
    }
  if (/exceeded quota/.test(message))
    return { cause: 'The Namespace’s quota allows no more: ask for less.', path: 'spec.replicas' }
  const [, field] = / spec\.((?:[\w-]+(?:\[\d+\])*\.?)+): /.exec(message) ?? []
  if (field)
    return {
      cause: 'The Pod is not valid as its template stands: the sentence names the field.',
      path: `${POD}.${field}`,
    }
  const [, container] = /container "([^"]+)"/.exec(message) ?? []
  const [, volume] = /volume "([^"]+)"/.exec(message) ?? []
  const cause = 'The cluster refuses the Pod: its sentence says why.'
  if (container) return { cause, path: `${POD}.${placeOf(pod, 'containers', container)}.securityContext` }
  if (volume) return { cause, path: `${POD}.${placeOf(pod, 'volumes', volume)}` }
  return { cause, path: POD }
}

function imageOf(pod: KubernetesObject['spec'], image: string): string {
  for (const list of ['containers', 'initContainers']) {
    const i = (pod[list] ?? []).findIndex((container: KubernetesObject) => container.image === image)
    if (i >= 0) return `${list}[${i}].image`
  }
  return 'containers[0].image'
}

function placeOf(pod: KubernetesObject['spec'], list: string, name: string): string {
  return `${list}[${Math.max(
    0,
    (pod[list] ?? []).findIndex((one: { name: string }) => one.name === name),
  )}]`
}
