import type { Cluster } from '../cluster/cluster.ts'
import type { Diagnosis } from '../waiting/diagnosis.ts'
import { findDatabases } from './database.ts'

/** Whether an answer of the API says that its database has no tables. */
export function tablesMissing({ status, body }: { status: number; body: string }): boolean {
  const named = body.indexOf('relation ')
  return status >= 500 && named >= 0 && body.includes(' does not exist', named)
}

/** The tables are made at PostgreSQL's first start, by the script that is mounted there, and not later. */
export async function withoutTables(cluster: Cluster): Promise<Diagnosis> {
  const [database] = await findDatabases(cluster)
  return {
    observed: 'the database has no tables',
    cause:
      'PostgreSQL runs the scripts in /docker-entrypoint-initdb.d when it first starts: mount the ConfigMap nanomon-sql-init there.',
    at: database?.at('spec.template.spec.containers[0].volumeMounts'),
  }
}
