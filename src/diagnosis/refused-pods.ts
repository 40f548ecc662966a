import type { PodSpec, Workload } from '../cluster/objects.ts'
import type { FieldDiagnosis } from './field-diagnosis.ts'
import { explainPolicy } from './policies.ts'
import { beginningOf } from './sentence.ts'

const POD = 'spec.template.spec'

/** Says that the cluster refuses to create a workload's Pods, or their claims, and why, from its sentence. */
export function diagnoseRefusedPods(
  sentence: string,
  workload: Workload,
): FieldDiagnosis & { cause: string; path: string } {
  const { kind, metadata, spec } = workload
  return {
    observed: `${kind} ${metadata.name} cannot create its Pods: ${sentence}`,
    ...explain(sentence, spec),
  }
}

function explain(sentence: string, spec: Workload['spec']): { cause: string; path: string } {
  const message = beginningOf(sentence)
  const pod = spec.template.spec
  const policy = explainPolicy(message)
  if (policy) return { cause: policy.cause, path: policy.path(spec) }
  const [, field] = / spec\.([\w.[\]-]+): /.exec(message) ?? []
  if (field)
    return {
      cause: 'The Pod template is not valid: the message names the field.',
      path: `${POD}.${field}`,
    }
  const [, container] = /container "([^"]+)"/.exec(message) ?? []
  const [, volume] = /volume "([^"]+)"/.exec(message) ?? []
  const cause = 'The cluster refuses the Pod: its message says why.'
  if (container) return { cause, path: `${POD}.${element(pod, 'containers', container)}.securityContext` }
  if (volume) return { cause, path: `${POD}.${element(pod, 'volumes', volume)}` }
  return { cause, path: POD }
}

/** An element of a list of a Pod's spec, by its name. */
function element(pod: PodSpec, list: 'containers' | 'volumes', name: string): string {
  const i = (pod[list] ?? []).findIndex((one: { name: string }) => one.name === name)
  return `${list}[${Math.max(0, i)}]`
}
