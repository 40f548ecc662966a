import type { Cluster } from '../cluster/cluster.ts'
import { gatewaysOf } from '../cluster/gateway-api.ts'
import type { DiagnosisContext } from '../diagnosis/app-knowledge.ts'
import type { FieldDiagnosis } from '../diagnosis/field-diagnosis.ts'
import { diagnoseRefused } from '../diagnosis/refused-manifests.ts'
import { diagnoseRoute } from '../diagnosis/routes.ts'
import { podsOf } from '../diagnosis/services.ts'
import type { SourceLookup } from '../diagnosis/source-lookup.ts'
import { diagnoseWorkload } from '../diagnosis/workload.ts'
import { forOnePod } from '../diagnosis/workload-status.ts'
import { matches, workloadsOf } from '../diagnosis/workloads.ts'
import { type Diagnosis, prepend } from '../waiting/diagnosis.ts'

/** A GET through the Ingress, and how it was answered, in words. */
interface Answered {
  url: string
  answer: string
}

/** Says what a request lacks between the Ingress and the Pods, and the learner's line that decides it. */
export async function diagnoseIngress(
  cluster: Cluster,
  { url, answer }: Answered,
  context: DiagnosisContext,
): Promise<Diagnosis> {
  const [ingresses, services, pods, classes, routes] = await Promise.all([
    cluster.list('networking.k8s.io/v1', 'Ingress'),
    cluster.list('v1', 'Service'),
    podsOf(cluster),
    cluster.api.list('/apis/networking.k8s.io/v1/ingressclasses'),
    gatewaysOf(cluster),
  ])
  const kind = ['HTTPRoute', 'Gateway'].find((one) => cluster.refusalsOf(one).length > 0) ?? 'Ingress'
  const [refused] = cluster.refusalsOf(kind)
  const isMissing = kind === 'Gateway' ? routes.gateways.length === 0 : routes.httpRoutes.length === 0
  if (ingresses.length === 0 && isMissing && refused)
    return prepend(answer, await diagnoseRefused(cluster, refused))
  const names = classes.map(({ metadata }) => metadata.name)
  const lost = diagnoseRoute(url, answer, { ingresses, services, pods, classes: names, ...routes })
  const isBehindService = lost.object?.kind === 'Service' && lost.path === 'spec.selector'
  const behind = isBehindService && (await diagnosePodsBehind(cluster, lost.object?.name ?? '', context))
  return behind ? prepend(answer, behind) : { ...lost, at: await lineOfRoute(cluster, lost, context.lineOf) }
}

/** Says what keeps the Pods behind a Service from being there or Ready, where a workload's are meant for it. */
async function diagnosePodsBehind(
  cluster: Cluster,
  name: string,
  context: DiagnosisContext,
): Promise<Diagnosis | undefined> {
  const { selector } = (await cluster.service(name).mustGet()).spec
  const workload = (await workloadsOf(cluster)).find(({ labels }) => matches(selector, labels))
  const refused = cluster.refused.find(({ kind }) => /^(Deployment|StatefulSet)$/.test(kind))
  if (!workload) {
    if (!refused) return undefined
    const { cause, ...rest } = await diagnoseRefused(cluster, refused)
    return { ...rest, cause: `${cause} Until then Service ${name} selects no Pod.` }
  }
  const { handle, object } = workload
  if (object.spec.replicas > 0) return forOnePod(await diagnoseWorkload(handle, context))
  const cause = `Raise the replicas of ${handle}: Service ${name} has no Pod that answers.`
  return { observed: `${handle} has 0 replicas`, cause, at: context.lineOf(handle, 'spec.replicas') }
}

const VERSIONS: Record<string, string> = {
  Ingress: 'networking.k8s.io/v1',
  HTTPRoute: 'gateway.networking.k8s.io/v1',
}

/** Where a Service is section 9's own, the line is that of the learner's Pods, which the Service does not fit. */
async function lineOfRoute(cluster: Cluster, { object, path = '' }: FieldDiagnosis, lineOf: SourceLookup) {
  if (!object) return undefined
  const { kind, name } = object
  const apiVersion = VERSIONS[kind] ?? 'v1'
  const own = lineOf(cluster.handle(apiVersion, kind, name), path)
  if (own || kind !== 'Service') return own
  const field = path === 'spec.selector' ? 'metadata.labels' : 'spec.containers[0].ports'
  const lines = (await workloadsOf(cluster)).map(({ handle }) => lineOf(handle, `spec.template.${field}`))
  return lines.find((line) => line !== undefined)
}
