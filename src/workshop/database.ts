import type { Cluster } from '../cluster/cluster.ts'
import { condition, isReady } from '../cluster/conditions.ts'
import type { Handle } from '../cluster/handle.ts'
import type { Container, Workload } from '../cluster/objects.ts'
import type { Dependency, DiagnosisContext } from '../diagnosis/app-knowledge.ts'
import { diagnoseRefused } from '../diagnosis/refused-manifests.ts'
import { diagnoseSelector, podsOf } from '../diagnosis/services.ts'
import type { SourceLookup } from '../diagnosis/source-lookup.ts'
import { diagnoseStatus, forOnePod } from '../diagnosis/workload-status.ts'
import { workloadsOf } from '../diagnosis/workloads.ts'
import type { Diagnosis } from '../waiting/diagnosis.ts'
import { resolve } from './section-nine/variables.ts'

/** Whether a workload runs PostgreSQL itself. */
function isDatabase({ spec }: Workload): boolean {
  return containersOf(spec).some(isPostgres)
}

/** Whether a container is of the image of PostgreSQL. */
export const isPostgres = ({ image }: Container): boolean => /postgres/.test(image ?? '')

/** The database host in a workload's variables; nothing if it has none. */
function addressOf({ spec }: Workload): { host: string; path: string } | undefined {
  for (const [i, { env = [] }] of containersOf(spec).entries())
    for (const [j, { name, value = '' }] of env.entries()) {
      const known = resolve(value, (other) => env.find((one) => one.name === other)?.value)
      const [, host] =
        /(?:^|\s)host=([^\s:]+)|^postgres(?:ql)?:\/\/(?:[^@/]*@)?([^:/?]+)/.exec(known)?.filter(Boolean) ?? []
      // A name that comes from a ConfigMap or a Secret is not known here.
      if (/DSN|POSTGRES|DATABASE/.test(name) && host && !host.includes('$('))
        return { host, path: `spec.template.spec.containers[${i}].env[${j}].value` }
    }
  return undefined
}

const containersOf = (spec: Workload['spec']): Container[] => spec.template.spec.containers

/** Says whether a workload finds its database: that it runs, and that the name by which it is called leads there. */
export async function databaseOf(workload: Handle<Workload>, context: DiagnosisContext): Promise<Dependency> {
  const { cluster } = workload
  const object = await workload.get()
  if (!object || isDatabase(object)) return { since: 0 }
  const databases = await findDatabases(cluster)
  const [database] = databases
  const address = addressOf(object)
  if (!address) return { workload: database, since: 0 }
  if (!database) return { trouble: await diagnoseNoDatabase(cluster) }
  const pods = (await Promise.all(databases.map((one) => one.pods()))).flat()
  const ready = pods.filter(isReady)
  if (ready.length === 0) {
    const { observed, ...rest } = forOnePod(await diagnoseStatus(database, 0, context))
    const trouble = { ...rest, observed: `its database is not Ready: ${observed}` }
    return { workload: database, trouble }
  }
  const trouble = await diagnoseAddress(address, workload, database, context.lineOf)
  if (trouble) return { workload: database, trouble }
  const since = ready.map((pod) => Date.parse(condition(pod, 'Ready')?.lastTransitionTime ?? ''))
  return { workload: database, since: Math.min(...since) }
}

/** The workloads that run PostgreSQL, StatefulSets first. */
export async function findDatabases(cluster: Cluster): Promise<Handle<Workload>[]> {
  return (await workloadsOf(cluster)).filter(({ object }) => isDatabase(object)).map(({ handle }) => handle)
}

async function diagnoseNoDatabase(cluster: Cluster): Promise<Diagnosis> {
  const refused = cluster.refused.find(({ kind }) => /^(StatefulSet|Deployment)$/.test(kind))
  const nothing = 'no Deployment or StatefulSet runs PostgreSQL, its database'
  if (!refused)
    return {
      observed: nothing,
      cause: 'Run PostgreSQL in a StatefulSet: the app needs it as its database.',
    }
  const why = await diagnoseRefused(cluster, refused)
  return { ...why, observed: `${nothing}: ${why.observed}` }
}

/** Says what is wrong with the host by which a workload calls its database. */
async function diagnoseAddress(
  { host, path }: { host: string; path: string },
  workload: Handle<Workload>,
  database: Handle<Workload>,
  lineOf: SourceLookup,
): Promise<Diagnosis | undefined> {
  const { cluster } = workload
  // Of a Service, or of a Pod behind one.
  const [name = '', behind] = host.split('.')
  const services = await cluster.list('v1', 'Service')
  const named = (wanted: string | undefined) => services.find(({ metadata }) => metadata.name === wanted)
  const service = named(name) ?? named(behind)
  if (!service)
    return {
      observed: `it looks for its database at ${host}, but the Services are ${services.map(({ metadata }) => metadata.name).join(', ')}`,
      cause: `There is no Service ${name} for the database: compare the host in the variable with \`kubectl get service\`.`,
      at: lineOf(workload, path),
    }
  const found = diagnoseSelector(service, await podsOf(cluster))
  const line = () =>
    lineOf(cluster.service(service.metadata.name), 'spec.selector') ??
    lineOf(database, 'spec.template.metadata.labels')
  return found && { ...found, at: line() }
}

/** Says in which Pods of a Deployment PostgreSQL runs. */
export async function diagnoseDeployedDatabase({ cluster }: Handle): Promise<Diagnosis> {
  const deployments = (await cluster.list('apps/v1', 'Deployment'))
    .filter(isDatabase)
    .map(({ metadata }) => cluster.deployment(metadata.name))
  const pods = (await Promise.all(deployments.map((deployment) => deployment.pods()))).flat()
  const names = pods.map(({ metadata }) => metadata.name).join(', ')
  return {
    observed: names ? `PostgreSQL runs in ${names}` : 'no Pod runs PostgreSQL',
    at: deployments[0]?.at('kind'),
  }
}

/** Whether an answer of the API says that its database has no tables. */
export function tablesMissing({ status, body }: { status: number; body: string }): boolean {
  const named = body.indexOf('relation ')
  return status >= 500 && named >= 0 && body.includes(' does not exist', named)
}

/** Says why the database has no tables: they are made at PostgreSQL's first start, by the script that is mounted there, and not later. */
export async function diagnoseMissingTables(cluster: Cluster): Promise<Diagnosis> {
  const [database] = await findDatabases(cluster)
  return {
    observed: 'the database has no tables',
    cause:
      'PostgreSQL runs the scripts in /docker-entrypoint-initdb.d when it first starts: mount the ConfigMap nanomon-sql-init there.',
    at: database?.at('spec.template.spec.containers[0].volumeMounts'),
  }
}
