import { inNode } from '../cluster/in-node.ts'
import { Failure } from '../waiting/failure.ts'
import { announce } from '../waiting/progress.ts'
import type { Monitor } from './app.ts'
import { mountOf } from './data-volume.ts'
import { findDatabases } from './database.ts'
import { containerWithId } from './own-program.ts'
import { isUrl, quote, readDsn } from './section-nine/dsn.ts'
import type { Store } from './store.ts'

/** The program in both images of PostgreSQL. A variable PATH may lead to another. */
const PSQL = '/usr/lib/postgresql/17/bin/psql'

/** What the table is, and the newest names in it; which name is looked for is not said in the Pod. */
const QUERIES = [
  "SELECT relkind FROM pg_class WHERE oid = to_regclass('monitors')",
  'SELECT name FROM monitors ORDER BY id DESC LIMIT 500',
]

/** No more is read of what a Pod prints. */
const READ = `
  read -r database
  timeout 30 kubectl exec --namespace "$1" "$2" --container "$3" -- ${PSQL} --no-psqlrc --no-password \\
    --tuples-only --no-align --command "$4" --command "$5" "$database" 2>&1 </dev/null | head -c 65536`

/**
 * Returns if a store is the same as before its Pod was replaced: the same directory, with the monitor in its
 * own table. If the table cannot be read in the Pod, the app's list must be enough.
 */
export async function keep(
  store: Store,
  monitor: Monitor,
  { since: before }: { since: Store },
): Promise<void> {
  const { name } = store.pod.metadata
  const [old, now] = [before.server?.directory, store.server?.directory]
  if (old && now && old !== now)
    throw new Failure({
      expected: `the new Pod ${name} to use the database files of the old one`,
      observed: 'it started with other files, and something filled them later',
      ...(await mountOf(store.owner)),
    })
  announce(`monitor "${monitor.name}" in ${name} itself`)
  const wrong = judgeTable(await readTable(store), monitor, name)
  if (!wrong) return
  const [database] = await findDatabases(store.cluster)
  const at = database?.at('spec.template.spec.containers[0].volumeMounts')
  throw new Failure({ ...wrong, at, hint: SCRIPT })
}

const SCRIPT =
  'Compare your script that creates the tables with the workshop’s: it decides where their rows are stored.'

/**
 * What is wrong with what psql printed: a letter for the kind of the table, then the names in it. Nothing if it printed
 * something else: it could not read the table.
 */
export function judgeTable([kind = '', ...names]: string[], monitor: Monitor, pod: string) {
  if (!/^[a-zA-Z]$/.test(kind)) return undefined
  if (!/^[rp]$/.test(kind))
    return {
      expected: `table monitors in Pod ${pod} itself`,
      observed: 'it is not a table of this database: its rows come from elsewhere',
    }
  if (names.includes(monitor.name)) return undefined
  return {
    expected: `monitor "${monitor.name}" in the table of Pod ${pod}`,
    observed: `no such monitor among the newest ${names.filter(Boolean).length} there, although the app lists it`,
  }
}

/** The lines that psql prints in the Pod, with the user and the database of the app; none if they are not known. */
async function readTable({ pod, cluster, api, server, port }: Store): Promise<string[]> {
  const container = server && containerWithId(pod, server.container)
  const { POSTGRES_DSN: dsn, POSTGRES_PASSWORD: password } = api.environment
  if (!container || !dsn) return []
  const database = [
    connectionOf(dsn),
    `host=${pod.status.podIP} port=${port} connect_timeout=10`,
    "options='-c statement_timeout=10000'",
    ...(password ? [`password=${quote(password)}`] : []),
  ].join(' ')
  const args = [cluster.namespace, pod.metadata.name, container.name, ...QUERIES]
  const text = await inNode(cluster.address, READ, args, `${database}\n`)
  return text.split('\n')
}

/** The words of libpq, in which the last of two counts, for either form that it knows. */
export function connectionOf(dsn: string): string {
  if (!isUrl(dsn)) return dsn
  const { user, password, dbname } = readDsn(dsn)
  return Object.entries({ user, password, dbname })
    .flatMap(([word, value]) => (value ? [`${word}=${quote(value)}`] : []))
    .join(' ')
}
