import type { Cluster } from '../cluster/cluster.ts'
import type { Handle } from '../cluster/handle.ts'
import { lineOfManifest, lineOfVariable } from '../diagnosis/source-lookup.ts'
import { matches, workloadsOf } from '../diagnosis/workloads.ts'
import type { Advice } from '../waiting/diagnosis.ts'
import type { Led } from './lead-to.ts'

/** The learner's line that sends the app to another database than the StatefulSet's, and what to do about it. */
export async function lineOfDatabase(
  cluster: Cluster,
  { service, link }: Led,
  owner: Handle,
): Promise<Advice> {
  const name = service?.metadata.name
  const workloads = await workloadsOf(cluster)
  const pods = await cluster.list('v1', 'Pod')
  const api = pods.find(({ metadata }) => metadata.uid === link.from.pod)
  const caller = workloads.find(({ object }) =>
    matches(object.spec.selector.matchLabels, api?.metadata.labels),
  )
  const selector = name && cluster.service(name).at('spec.selector')
  const variable = caller && (await lineOfVariable(caller.handle, ['POSTGRES_DSN'], lineOfManifest))
  return {
    at: selector || variable || owner.at('spec.template.metadata.labels'),
    hint: name
      ? `Let Service ${name} select the Pods of ${owner} and no others: compare its selector with their labels.`
      : `Let the host in POSTGRES_DSN name a Service that leads to ${owner}.`,
  }
}
