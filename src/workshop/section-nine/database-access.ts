import { mapping, mappings } from '../../diagnosis/files/pod-templates.ts'
import type { Manifest } from '../../submission/manifest.ts'
import { locate } from '../../submission/position.ts'
import { type Adapt, isDnsLabel, isPort, isServiceName, renamed, withObject } from './adaptation.ts'
import { quoteWord, readDsn } from './dsn.ts'
import { partOfService } from './labels.ts'
import { partOf, podSpecIn, SERVICES } from './parts.ts'
import type { Theirs } from './theirs.ts'
import { resolvedTextOf, type Source, setVariables, sourceOf, textOf, type Variable } from './variables.ts'

/** How the app gets into its database. */
export interface Access {
  user: string
  database: string
  password: Source
  /** The submission's workload that says so. */
  by: Manifest
}

/** The user and the database of section 9. */
export const NANOMON = 'nanomon'

/** API → database: the workshop's API logs in as the submission's database has it, and its database lets the submission's API in. */
export const fitAccess: Adapt = (ours, theirs, all) => {
  const part = partOf(ours)
  if (part !== 'api' && part !== 'database') return undefined
  // Theirs, if both are, may not fit each other: the workshop's database is there for their API.
  const asked = part === 'api' ? ['database' as const] : (['api', 'database'] as const)
  const access = asked.map((one) => accessOf(one, theirs, all)).find((found) => found !== undefined)
  if (!access) return undefined
  const { user, database, by } = access
  const objects = theirs.dataBeside(all)
  const own = sourceOf(ours, 'POSTGRES_PASSWORD', objects)
  // A password that is not there is a mistake of the submission's own; the workshop's objects do not repeat it.
  const password = textOf(access.password, objects) === undefined && own ? own : access.password
  const isSamePassword = textOf(password, objects) === textOf(own, objects)
  const host = dsnOf(ours, all).host ?? SERVICES.database
  const port = part === 'api' ? portOf(theirs) : undefined
  if (user === NANOMON && database === NANOMON && isSamePassword && !port) return undefined
  const dsn = [
    `host=${host}`,
    ...(port ? [`port=${port}`] : []),
    `user=${quoteWord(user)}`,
    `dbname=${quoteWord(database)}`,
    'sslmode=disable',
  ].join(' ')
  const variables: [Variable, Source][] =
    part === 'api'
      ? [['POSTGRES_DSN', { value: dsn }]]
      : [
          ['POSTGRES_DB', { value: database }],
          ['POSTGRES_USER', { value: user }],
        ]
  const manifest = withObject(ours, (object) =>
    setVariables(object, [...variables, ['POSTGRES_PASSWORD', password]]),
  )
  return {
    manifests: [manifest],
    says: `uses user ${user}, database ${database} and the password of your ${by.kind} ${by.name}`,
    at: locate(by, 'spec.template.spec.containers[0].env'),
  }
}

/** API → database: the workshop's Service has the name by which the submission's API looks for its database. */
export const fitHost: Adapt = (ours, theirs, all) => {
  if (partOfService(ours) !== 'database') return undefined
  for (const api of theirs.workloadsOf('api')) {
    const { host: written = '', port } = dsnOf(api, theirs.dataBeside(all))
    const host = withoutNamespace(written)
    const isKnown = theirs.named('Service', host) || theirs.servicesOf('database').length > 0
    if (isKnown || !isServiceName(host) || (host === ours.name && !port)) continue
    const manifest = withObject(renamed(ours, host), (object) => {
      const [first] = mappings(mapping(object.spec).ports)
      if (first && isPort(Number(port))) first.port = Number(port)
    })
    return {
      // The workshop's other objects go on calling it by its own name.
      manifests: manifest.name === ours.name ? [manifest] : [ours, manifest],
      says: `is called ${host} too, as the API of your ${api.kind} ${api.name} looks for it`,
      at: locate(api, 'spec.template.spec.containers[0].env'),
    }
  }
  return undefined
}

/** A host name without the Namespace that it may name: the Namespace that is graded has another name. */
const withoutNamespace = (host: string) => host.replace(/\.(default|[-\w]+\.svc(\.cluster\.local)?)$/, '')

/**
 * API → database: the Pod of the workshop's Deployment is called as the submission's API calls the Pod of the StatefulSet
 * behind a headless Service: `postgres-0.postgres`. Until the StatefulSet is there, nothing else has that name.
 */
export const fitHostname: Adapt = (ours, theirs, all) => {
  if (partOf(ours) !== 'database') return undefined
  for (const api of theirs.workloadsOf('api')) {
    const host = withoutNamespace(dsnOf(api, theirs.dataBeside(all)).host ?? '')
    const [hostname = '', subdomain = '', ...more] = host.split('.')
    const service = theirs.named('Service', subdomain)
    if (more.length > 0 || !isDnsLabel(hostname) || !service || !isHeadless(service)) continue
    const manifest = withObject(ours, (object) => Object.assign(podSpecIn(object), { hostname, subdomain }))
    return {
      manifests: [manifest],
      says: `has a Pod called ${hostname}.${subdomain}, as the API of your ${api.kind} ${api.name} looks for it`,
      at: locate(api, 'spec.template.spec.containers[0].env'),
    }
  }
  return undefined
}

const isHeadless = ({ object }: Manifest) => mapping(object.spec).clusterIP === 'None'

/** What the submission's database, or its API, says of the way into the database. */
export function accessOf(part: 'api' | 'database', theirs: Theirs, ours: Manifest[]): Access | undefined {
  const [by] = theirs.workloadsOf(part)
  if (!by) return undefined
  const objects = theirs.dataBeside(ours)
  const own = sourceOf(by, 'POSTGRES_PASSWORD', objects)
  if (part === 'database') {
    const text = (variable: Variable) => resolvedTextOf(by, variable, objects)
    // As the image's entry point has it: PostgreSQL's own name, and the user's.
    const user = text('POSTGRES_USER') || 'postgres'
    return own && { user, database: text('POSTGRES_DB') || user, password: own, by }
  }
  const dsn = dsnOf(by, objects)
  const password = dsn.password === undefined ? own : { value: dsn.password }
  return password && { user: dsn.user ?? NANOMON, database: dsn.dbname ?? dsn.user ?? NANOMON, password, by }
}

const dsnOf = (workload: Manifest, objects: Manifest[]) =>
  readDsn(resolvedTextOf(workload, 'POSTGRES_DSN', objects) ?? '')

/** The port of the submission's own Service for the database, if it is not PostgreSQL's own. */
function portOf(theirs: Theirs): number | undefined {
  const service = theirs.named('Service', SERVICES.database)
  const ports = service ? mappings(mapping(service.object.spec).ports).map(({ port }) => Number(port)) : []
  return ports.length === 0 || ports.includes(5432) ? undefined : ports.find(isPort)
}
