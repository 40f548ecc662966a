import type { KubernetesObject } from '../cluster/api.ts'
import type { FieldDiagnosis } from './field-diagnosis.ts'
import { explainPolicy } from './policies.ts'
import { beginningOf } from './sentence.ts'

const POD = 'spec.template.spec'

/** Says that the cluster refuses to create a workload's Pods, or their claims, and why, from its sentence. */
export function diagnoseRefusedPods(
  sentence: string,
  workload: KubernetesObject,
): FieldDiagnosis & { cause: string; path: string } {
  const { kind, metadata, spec } = workload
  return {
    observed: `${kind} ${metadata.name} cannot create its Pods: ${sentence}`,
    ...explain(sentence, spec),
  }
}

function explain(sentence: string, spec: KubernetesObject['spec']): { cause: string; path: string } {
  const message = beginningOf(sentence)
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
  if (container) return { cause, path: `${POD}.${element(pod, 'containers', container)}.securityContext` }
  if (volume) return { cause, path: `${POD}.${element(pod, 'volumes', volume)}` }
  return { cause, path: POD }
}

/** An element of a list of a Pod's spec, by its name. */
function element(pod: KubernetesObject['spec'], list: string, name: string): string {
  return `${list}[${Math.max(
    0,
    (pod[list] ?? []).findIndex((one: { name: string }) => one.name === name),
  )}]`
}
