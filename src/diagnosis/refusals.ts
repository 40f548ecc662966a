import type { KubernetesObject } from '../cluster/api.ts'
import { explainPolicy } from './policies.ts'
import { beginningOf } from './sentence.ts'

/** What a refusal of a workload's Pods means, and the field of the workload that decides it. */
export interface PodRefusal {
  cause: string
  path: string
}

const POD = 'spec.template.spec'

/** Explains why the cluster refuses to create a workload's Pods, or their claims, from its sentence. */
export function explainRefusal(said: string, { spec }: KubernetesObject): PodRefusal {
  const message = beginningOf(said)
  const pod = spec.template.spec
  const policy = explainPolicy(message)
  if (policy) return { cause: policy.cause, path: policy.path(spec) }
  const [, field] = / spec\.([\w.[\]-]+): /.exec(message) ?? []
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

function placeOf(pod: KubernetesObject['spec'], list: string, name: string): string {
  return `${list}[${Math.max(
    0,
    (pod[list] ?? []).findIndex((one: { name: string }) => one.name === name),
  )}]`
}
