import type { Manifest } from '../../submission/manifest.ts'
import { locate } from '../../submission/position.ts'
import type { Diagnosis } from '../../waiting/diagnosis.ts'
import { diagnoseSelector } from '../services.ts'
import { mapping, type PodTemplate, texts } from './pod-templates.ts'

/** Labels that only the cluster gives to Pods: no template has them. */
const OF_CLUSTER = /hash|job-name|controller-uid|(?:statefulset|apps|batch)\.kubernetes\.io\//

/** Says that a Service selects none of the Pods that the templates describe. */
export function diagnoseService(service: Manifest, templates: PodTemplate[]): Diagnosis[] {
  const spec = mapping(service.object.spec)
  const selector = texts(spec.selector)
  const labels = Object.keys(selector)
  if (spec.type === 'ExternalName' || labels.length === 0 || labels.some((label) => OF_CLUSTER.test(label)))
    return []
  const pods = templates.map((template) => ({ metadata: { labels: template.labels } }))
  const found = diagnoseSelector({ metadata: { name: service.name }, spec: { selector } }, pods)
  if (!found) return []
  const { observed, cause, path = '' } = found
  return [{ observed, cause, at: locate(service, path) }]
}
