import type { KubernetesObject } from '../cluster/api.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { condition, isReady } from '../cluster/conditions.ts'
import type { Handle } from '../cluster/handle.ts'
import type { Position } from '../submission/position.ts'
import type { Diagnosis } from '../waiting/diagnosis.ts'
import { diagnoseRefused } from './refused.ts'
import { diagnoseSelector, podsOf } from './services.ts'
import type { SourceLookup } from './source-lookup.ts'
import { diagnoseStatus, forOnePod } from './workload-status.ts'
import { workloadsOf } from './workloads.ts'

/** What a workload that stores its data in PostgreSQL finds there. */
export interface Database {
  /** Since when it has been there, in milliseconds since the epoch. */
  since?: number | undefined
  /** What is wrong with it, or with the way to it. */
  trouble?: Diagnosis | undefined
}

/** Whether a workload runs PostgreSQL itself. */
export function isDatabase({ spec }: KubernetesObject): boolean {
  return containersOf(spec).some(({ image }) => /postgres/.test(image ?? ''))
}

/** Where a variable of a workload tells it that its database is; nothing where it has none. */
function addressOf({ spec }: KubernetesObject): { host: string; path: string } | undefined {
  for (const [i, { env = [] }] of containersOf(spec).entries())
    for (const [j, { name, value = '' }] of env.entries()) {
      const [, host] =
        /(?:^|\s)host=([^\s:]+)|^postgres(?:ql)?:\/\/(?:[^@/]*@)?([^:/?]+)/.exec(value)?.filter(Boolean) ?? []
      if (/DSN|POSTGRES|DATABASE/.test(name) && host)
        return { host, path: `spec.template.spec.containers[${i}].env[${j}].value` }
    }
  return undefined
}

const containersOf = (spec: KubernetesObject['spec']): KubernetesObject[] => spec.template.spec.containers

/** Says whether a workload finds its database: that it runs, and that the name by which it is called leads there. */
export async function diagnoseDatabase(workload: Handle, lineOf: SourceLookup): Promise<Database> {
  const { cluster } = workload
  const object = await workload.get()
  const address = object && !isDatabase(object) ? addressOf(object) : undefined
  if (!address) return { since: 0 }
  const databases = await findDatabases(cluster)
  const pods = (await Promise.all(databases.map((database) => database.pods()))).flat()
  const ready = pods.filter(isReady)
  const [database] = databases
  if (!database) return { trouble: await none(cluster) }
  if (ready.length === 0) return { trouble: prefixed(forOnePod(await diagnoseStatus(database, 0, lineOf))) }
  const trouble = await wayTo(address, workload, database, lineOf)
  return trouble
    ? { trouble }
    : {
        since: Math.min(...ready.map((pod) => Date.parse(condition(pod, 'Ready')?.lastTransitionTime ?? ''))),
      }
}

/** The workloads that run PostgreSQL, StatefulSets first. */
export async function findDatabases(cluster: Cluster): Promise<Handle[]> {
  return (await workloadsOf(cluster)).filter(({ object }) => isDatabase(object)).map(({ handle }) => handle)
}

/** The line of the first of some variables that a workload's first container has, or where it has its variables. */
export async function lineOfVariable(
  workload: Handle,
  names: string[],
  lineOf: SourceLookup,
): Promise<Position | undefined> {
  const env: { name: string }[] = (await workload.mustGet()).spec.template.spec.containers[0].env ?? []
  const i = env.findIndex(({ name }) => names.includes(name))
  const field = names[0] && env[i]?.name === names[0] ? `env[${i}]` : 'env'
  return lineOf(workload, `spec.template.spec.containers[0].${field}`)
}

async function none(cluster: Cluster): Promise<Diagnosis> {
  const refused = cluster.refused.find(({ kind }) => /^(StatefulSet|Deployment)$/.test(kind))
  const nothing = 'nothing runs PostgreSQL, its database'
  if (!refused)
    return { observed: nothing, cause: 'The app needs its database: nothing that runs PostgreSQL is there.' }
  const why = await diagnoseRefused(cluster, refused)
  return { ...why, observed: `${nothing}: ${why.observed}` }
}

const prefixed = ({ observed, ...rest }: Diagnosis): Diagnosis => ({
  ...rest,
  observed: `its database is not Ready: ${observed}`,
})

async function wayTo(
  { host, path }: { host: string; path: string },
  workload: Handle,
  database: Handle,
  lineOf: SourceLookup,
): Promise<Diagnosis | undefined> {
  const { cluster } = workload
  const [name = ''] = host.split('.')
  const services = await cluster.list('v1', 'Service')
  const service = services.find(({ metadata }) => metadata.name === name)
  if (!service)
    return {
      observed: `it looks for its database at ${host}, and the Services are ${services.map(({ metadata }) => metadata.name).join(', ')}`,
      cause: `There is no Service ${name} for the database: compare the host in the variable with \`kubectl get service\`.`,
      at: lineOf(workload, path),
    }
  const found = diagnoseSelector(service, await podsOf(cluster))
  const line = () =>
    lineOf(cluster.service(name), 'spec.selector') ?? lineOf(database, 'spec.template.metadata.labels')
  return found && { ...found, at: line() }
}
