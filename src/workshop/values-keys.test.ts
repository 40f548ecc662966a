import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { fixture } from '../setup/paths.ts'
import type { JsonObject } from '../submission/json.ts'
import { unknownKeys } from './values-keys.ts'

const chart = {
  image: { regRepo: 'x', tag: 'latest' },
  ingress: { enabled: false, className: 'nginx', annotations: {} },
  api: { replicaCount: 1 },
  podAnnotations: {},
}

test.each<[string, JsonObject, { path: string; meant?: string | undefined }[]]>([
  [
    'nothing unknown',
    { ingress: { enabled: true, annotations: { 'a.b/c': 'd' } }, podAnnotations: { e: 'f' } },
    [],
  ],
  ['a letter left out', { ingres: { enabled: true } }, [{ path: 'ingres', meant: 'ingress' }]],
  ['a capital left out', { image: { regrepo: 'x' } }, [{ path: 'image.regrepo', meant: 'image.regRepo' }]],
  ['a key at the top', { regRepo: 'x' }, [{ path: 'regRepo', meant: 'image.regRepo' }]],
  [
    'two letters swapped below',
    { ingress: { enbaled: true } },
    [{ path: 'ingress.enbaled', meant: 'ingress.enabled' }],
  ],
  ['a key like no other', { database: {} }, [{ path: 'database', meant: undefined }]],
  ['what all charts take', { global: { x: 1 } }, []],
])('keys of the values: %s', (_, values, expected) => expect(unknownKeys(values, chart)).toEqual(expected))

const own: JsonObject = parse(readFileSync(fixture('chart', 'values.yaml'), 'utf8'))

/** Of the values that NanoMon's chart 0.0.9 documents, those of which people hand in more than the workshop names. */
const published: [string, JsonObject][] = [
  ['a login', { authClientId: 'id', authTenant: 'tenant' }],
  ['the claim of its subchart', { postgresql: { primary: { persistence: { enabled: true, size: '1Gi' } } } }],
  ['its scripts', { postgresql: { primary: { initdb: { scriptsConfigMap: 'nanomon-db-init' } } } }],
  ['another database', { postgresql: { enabled: false, externalDSN: 'host=db', externalPassword: 'p' } }],
  ['variables of the frontend', { frontend: { extraEnvs: { A: 'b' } } }],
]

test.each(published)('NanoMon’s chart knows %s', (_, values) => expect(unknownKeys(values, own)).toEqual([]))

test('what its subchart knows besides is free', () => {
  const names =
    `architecture audit auth backup clusterDomain commonAnnotations commonLabels containerPorts diagnosticMode
    extraDeploy fullnameOverride global image kubeVersion ldap metrics nameOverride namespaceOverride networkPolicy
    passwordUpdateJob postgresqlDataDir postgresqlSharedPreloadLibraries primary psp rbac readReplicas replication
    secretAnnotations serviceAccount serviceBindings shmVolume tls volumePermissions`.split(/\s+/)
  const auth = `database enablePostgresUser existingSecret password postgresPassword replicationPassword
    replicationUsername secretKeys usePasswordFiles username`.split(/\s+/)
  const all = (keys: string[]) => Object.fromEntries(keys.map((key) => [key, 'x']))
  expect(unknownKeys({ postgresql: all(names) }, own)).toEqual([])
  expect(unknownKeys({ postgresql: { auth: all(auth) } }, own)).toEqual([])
})

test.each([
  ['enable', 'enabled'],
  ['externalDsn', 'externalDSN'],
  ['externalPasword', 'externalPassword'],
])('below it %s is a slip of the pen for %s', (key, meant) =>
  expect(unknownKeys({ postgresql: { [key]: 'x' } }, own)).toEqual([
    { path: `postgresql.${key}`, meant: `postgresql.${meant}` },
  ]),
)
