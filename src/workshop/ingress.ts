import type { Cluster } from '../cluster/cluster.ts'
import { type Finding, forOnePod, ownLine, type Place } from '../diagnosis/place.ts'
import { diagnoseRefused } from '../diagnosis/refused.ts'
import { diagnoseRoute, type Lost } from '../diagnosis/routes.ts'
import { podsOf } from '../diagnosis/services.ts'
import { diagnoseWorkload } from '../diagnosis/workload.ts'
import { matches, workloadsOf } from '../diagnosis/workloads.ts'

/** What a request lacks on its way, where that is known. */
type Way = Omit<Finding, 'seen'> & { seen?: string | undefined }

/** Says what a request for a path lacks between the Ingress and the Pods, and the learner's line that decides it. */
export async function diagnoseIngress(cluster: Cluster, url: string, place: Place = ownLine): Promise<Way> {
  const [ingresses, services, pods, classes] = await Promise.all([
    cluster.list('networking.k8s.io/v1', 'Ingress'),
    cluster.list('v1', 'Service'),
    podsOf(cluster),
    cluster.api.list('/apis/networking.k8s.io/v1/ingressclasses'),
  ])
  const [refused] = cluster.refusalsOf('Ingress')
  if (ingresses.length === 0 && refused) return diagnoseRefused(cluster, refused)
  const names = classes.map(({ metadata }) => metadata.name)
  const lost = diagnoseRoute(url, { ingresses, services, pods, classes: names })
  if (!lost) return {}
  const { path, kind, name, isUnready, ...found } = lost
  const behind =
    kind === 'Service' && path === 'spec.selector' ? await podsBehind(cluster, name, place) : undefined
  return behind ?? { ...found, at: await lineOf(cluster, lost, place) }
}

/** What keeps the Pods behind a Service from being there or Ready, where a workload's are meant for it. */
async function podsBehind(cluster: Cluster, name: string, place: Place): Promise<Way | undefined> {
  const { selector } = (await cluster.service(name).mustGet()).spec
  const workload = (await workloadsOf(cluster)).find(({ labels }) => matches(selector, labels))
  const refused = cluster.refused.find(({ kind }) => /^(Deployment|StatefulSet)$/.test(kind))
  if (!workload) {
    if (!refused) return undefined
    const { cause, ...rest } = await diagnoseRefused(cluster, refused)
    return { ...rest, cause: `${cause} Until then Service ${name} selects no Pod.` }
  }
  const { handle, object } = workload
  if (object.spec.replicas > 0) return forOnePod(await diagnoseWorkload(handle, place))
  const cause = `${handle} asks for no Pods, so none answers behind Service ${name}.`
  return { seen: `${handle} has 0 replicas`, cause, at: place(handle, 'spec.replicas') }
}

/** Where a Service is section 9's own, the line is that of the learner's Pods, which the Service does not fit. */
async function lineOf(cluster: Cluster, { kind, name, path }: Lost, place: Place) {
  const apiVersion = kind === 'Ingress' ? 'networking.k8s.io/v1' : 'v1'
  const own = place(cluster.handle(apiVersion, kind, name), path)
  if (own || kind === 'Ingress') return own
  const field = path === 'spec.selector' ? 'metadata.labels' : 'spec.containers[0].ports'
  const lines = (await workloadsOf(cluster)).map(({ handle }) => place(handle, `spec.template.${field}`))
  return lines.find((line) => line !== undefined)
}
