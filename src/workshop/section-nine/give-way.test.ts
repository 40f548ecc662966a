import { expect, test } from 'vitest'
import { fixture } from '../../setup/paths.ts'
import { loadSample, write } from '../../submission/sample.ts'
import { loadManifests } from '../../submission/submission.ts'
import { giveWay } from './give-way.ts'

/** The workshop's objects beside these files: each as JSON by its kind and name, and the notes. */
async function beside(files: Record<string, string>) {
  write(files)
  const { manifests, notes } = giveWay(
    await loadManifests(fixture('workshop'), 'workshop'),
    await loadSample(),
  )
  const objects = Object.fromEntries(
    manifests.map(({ kind, name, object }) => [`${kind} ${name}`, JSON.stringify(object)]),
  )
  return { objects, notes: notes.map(({ message }) => message) }
}

const service = (name: string, spec: string) =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: ${spec}\n`

const workload = (
  kind: string,
  name: string,
  { labels = '{app: x}', container = '', image = '', rest = '' },
) =>
  `apiVersion: apps/v1
kind: ${kind}
metadata: {name: ${name}}
spec:
  selector: {matchLabels: ${labels}}
  template:
    metadata: {labels: ${labels}}
    spec:
      containers: [{name: main, image: ${image}, ${container}}]
      ${rest}
`

const api = (name: string, container = '', labels = '{app: nanomon-api}') =>
  workload('Deployment', name, { image: 'me.azurecr.io/nanomon-api:1', container, labels })

const postgres = (container = '', labels = '{app: postgres}', rest = '') =>
  workload('StatefulSet', 'postgres', { image: 'postgres:17', container, labels, rest })

const NANOMON =
  'env: [{name: POSTGRES_USER, value: nanomon}, {name: POSTGRES_DB, value: nanomon}, {name: POSTGRES_PASSWORD, value: only-for-the-workshop}]'

/** A StatefulSet that mounts a ConfigMap called init. */
const mountingInit = (mount: string) =>
  postgres(
    `${NANOMON}, volumeMounts: [{name: v, ${mount}}]`,
    '{app: postgres}',
    'volumes: [{name: v, configMap: {name: init}}]',
  )

const autoscaler = (name: string) =>
  `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ${name}}}\n`

test('nothing of the workshop’s is changed beside objects that fit', async () => {
  const { objects, notes } = await beside({
    'a.yaml': postgres(NANOMON),
    'b.yaml': service('api', '{selector: {app: nanomon-api}, ports: [{port: 80, targetPort: 8000}]}'),
    'c.yaml': autoscaler('nanomon-api'),
  })
  expect(notes).toEqual([])
  expect(Object.keys(objects).sort()).toEqual([
    'ConfigMap nanomon-sql-init',
    'Deployment nanomon-api',
    'Deployment nanomon-frontend',
    'Deployment postgres',
    'Ingress nanomon',
    'Secret database-creds',
    'Service database',
    'Service frontend',
  ])
})

test('what is only named after PostgreSQL takes the place of nothing', async () => {
  const { objects, notes } = await beside({
    'a.yaml': workload('Deployment', 'figures', { image: 'quay.io/x/postgres-exporter:v1' }),
    'b.yaml': service('figures', '{selector: {app: x}, ports: [{port: 9187}]}'),
  })
  expect(notes).toEqual([])
  expect(objects).toHaveProperty('Deployment postgres')
})

test.each<[string, Record<string, string>, string, string[]]>([
  [
    'Pods carry the labels that a Service selects',
    { 'a.yaml': service('api', '{selector: {app: api}, ports: [{port: 80}]}') },
    'Deployment nanomon-api',
    ['"matchLabels":{"app":"api"}', '"labels":{"app":"api"}'],
  ],
  [
    'a Service selects the labels of Pods',
    { 'a.yaml': api('nanomon-api', '', '{app: api, tier: back}') },
    'Service api',
    ['"selector":{"app":"api","tier":"back"}'],
  ],
  [
    'the old database follows the labels of the new one',
    { 'a.yaml': postgres(NANOMON, '{app: db}') },
    'Deployment postgres',
    ['"matchLabels":{"app":"db"}'],
  ],
  [
    'a port has the name by which a Service calls it',
    {
      'a.yaml': service(
        'frontend',
        '{selector: {app: nanomon-frontend}, ports: [{port: 80, targetPort: web}]}',
      ),
    },
    'Deployment nanomon-frontend',
    ['"containerPort":8001,"name":"web"'],
  ],
  [
    'a Service has the name and port that an Ingress leads to',
    {
      'a.yaml':
        'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i}\nspec: {rules: [{http: {paths: [{path: /api, pathType: Prefix, backend: {service: {name: backend, port: {number: 8000}}}}]}}]}\n',
    },
    'Service backend',
    ['"port":8000', '"targetPort":8000', '"app":"nanomon-api"'],
  ],
  [
    'an Ingress leads to the port of a Service',
    { 'a.yaml': service('api', '{selector: {app: nanomon-api}, ports: [{port: 8000}]}') },
    'Ingress nanomon',
    ['"name":"api","port":{"number":8000}', '"name":"frontend","port":{"number":80}'],
  ],
  [
    'the API logs in as the database has it',
    {
      'a.yaml': postgres(
        'env: [{name: POSTGRES_USER, value: it}, {name: POSTGRES_PASSWORD, value: "se cret"}]',
      ),
    },
    'Deployment nanomon-api',
    ['host=database user=it dbname=it sslmode', '{"name":"POSTGRES_PASSWORD","value":"se cret"}'],
  ],
  [
    'the script is for the database that there is',
    { 'a.yaml': postgres('env: [{name: POSTGRES_DB, value: it}, {name: POSTGRES_PASSWORD, value: x}]') },
    'ConfigMap nanomon-sql-init',
    ["current_database() <> 'it'"],
  ],
  [
    'the database lets the API in',
    {
      'a.yaml': api(
        'nanomon-api',
        'env: [{name: POSTGRES_DSN, value: "postgres://me:se%20cret@database/mine"}]',
      ),
    },
    'Deployment postgres',
    ['"POSTGRES_USER","value":"me"', '"POSTGRES_DB","value":"mine"', '"POSTGRES_PASSWORD","value":"se cret"'],
  ],
  [
    'a Service of the database has the name that the API calls',
    { 'a.yaml': api('nanomon-api', 'env: [{name: POSTGRES_DSN, value: host=db port=5433 user=nanomon}]') },
    'Service db',
    ['"port":5433', '"targetPort":5432'],
  ],
  [
    'the API calls the port of the Service',
    {
      'a.yaml': postgres(NANOMON),
      'b.yaml': service('database', '{selector: {app: postgres}, ports: [{port: 5433}]}'),
    },
    'Deployment nanomon-api',
    ['host=database port=5433 user=nanomon'],
  ],
  [
    'a Secret has the name and key that a database reads',
    {
      'a.yaml': postgres(
        'env: [{name: POSTGRES_USER, value: nanomon}, {name: POSTGRES_DB, value: nanomon}, {name: POSTGRES_PASSWORD, valueFrom: {secretKeyRef: {name: creds, key: pw}}}]',
      ),
    },
    'Secret creds',
    ['"pw":"only-for-the-workshop"'],
  ],
  [
    'a Secret has the keys of a database that reads all of it',
    { 'a.yaml': postgres('envFrom: [{secretRef: {name: creds}}]') },
    'Secret creds',
    ['"POSTGRES_USER":"nanomon","POSTGRES_DB":"nanomon","POSTGRES_PASSWORD":"only-for-the-workshop"'],
  ],
  [
    'the API reads the key that a Secret has',
    {
      'a.yaml':
        'apiVersion: v1\nkind: Secret\nmetadata: {name: database-creds}\nstringData: {user: x, pass: z}\n',
    },
    'Deployment nanomon-api',
    ['"name":"database-creds","key":"pass"'],
  ],
  [
    'a ConfigMap has the name and key that a database mounts',
    {
      'a.yaml': mountingInit('mountPath: /docker-entrypoint-initdb.d/init.sql, subPath: init.sql'),
    },
    'ConfigMap init',
    ['"init.sql":"-- NanoMon'],
  ],
  [
    'the database mounts the script that there is',
    {
      'a.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: mine}\ndata: {init.sql: create table monitors (id int)}\n',
    },
    'Deployment postgres',
    ['"configMap":{"name":"mine"}'],
  ],
  [
    'the API has the name that an autoscaler scales',
    { 'a.yaml': autoscaler('api') },
    'Deployment api',
    ['"app":"nanomon-api"'],
  ],
  [
    'the API’s container has the name whose CPU an autoscaler reads',
    {
      'a.yaml': autoscaler('nanomon-api').replace(
        'maxReplicas: 3',
        'maxReplicas: 3, metrics: [{type: ContainerResource, containerResource: {name: cpu, container: nanomon, target: {type: Utilization, averageUtilization: 50}}}]',
      ),
    },
    'Deployment nanomon-api',
    ['"name":"nanomon","image"'],
  ],
  [
    'the port of the database has its name in the second of two Services',
    {
      'a.yaml': service('db-pods', '{clusterIP: None, selector: {app: pg}, ports: [{port: 5432}]}'),
      'b.yaml': service('db', '{selector: {app: pg}, ports: [{port: 15432, targetPort: pg}]}'),
      'c.yaml': postgres(NANOMON, '{app: pg}'),
    },
    'Deployment postgres',
    ['"containerPort":5432,"name":"pg"'],
  ],
  [
    'the database has the name that the API puts together of its variables',
    {
      'a.yaml': api(
        'nanomon-api',
        'env: [{name: HOST, value: db}, {name: POSTGRES_DSN, value: "host=$(HOST) dbname=$(OTHER) user=nanomon"}]',
      ),
    },
    'Service db',
    ['"app":"postgres"'],
  ],
  [
    'the Service of the database has the name by which the API looks for it in a Namespace',
    { 'a.yaml': api('nanomon-api', 'env: [{name: POSTGRES_DSN, value: host=db.nanomon.svc user=nanomon}]') },
    'Service db',
    ['"app":"postgres"'],
  ],
  [
    'the Pod of the database has the name by which the API looks for the Pod of a StatefulSet',
    {
      'a.yaml': api('nanomon-api', 'env: [{name: POSTGRES_DSN, value: host=pg-0.pg user=nanomon}]'),
      'b.yaml': service('pg', '{clusterIP: None, selector: {app: pg}, ports: [{port: 5432}]}'),
      'c.yaml': postgres(NANOMON, '{app: pg}'),
    },
    'Deployment postgres',
    ['"hostname":"pg-0","subdomain":"pg"', '"labels":{"app":"pg"}'],
  ],
  [
    'the script has every key that a database mounts, and does its work once',
    {
      'a.yaml': postgres(
        `${NANOMON}, volumeMounts: [{name: v, mountPath: /docker-entrypoint-initdb.d}]`,
        '{app: postgres}',
        'volumes: [{name: v, configMap: {name: init, items: [{key: 1-tables.sql, path: a.sql}, {key: 2-rows.sql, path: b.sql}]}}]',
      ),
    },
    'ConfigMap init',
    ['"2-rows.sql":""', '"1-tables.sql":"'],
  ],
])('%s', async (_, files, object, contains) => {
  const { objects, notes } = await beside(files)
  for (const text of contains) expect(objects[object]).toContain(text)
  expect(notes.length).toBeGreaterThan(0)
  for (const note of notes) expect(note).toMatch(/^The workshop's \w+ [\w-]+ .*\. It costs you no points\.$/)
})

test.each<[string, Record<string, string>]>([
  [
    'a Service and the Pods that it does not select',
    {
      'a.yaml': service('api', '{selector: {app: api}, ports: [{port: 80}]}'),
      'b.yaml': api('nanomon-api', 'env: [{name: POSTGRES_DSN, value: host=database user=nanomon}]'),
    },
  ],
  [
    'an Ingress and the Service that it does not name',
    {
      'a.yaml':
        'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: nanomon}\nspec: {rules: [{http: {paths: [{path: /api, pathType: Prefix, backend: {service: {name: backend, port: {number: 80}}}}]}}]}\n',
      'b.yaml': service('api', '{selector: {app: nanomon-api}, ports: [{port: 80}]}'),
    },
  ],
  [
    'a host and the Service of the database that is called otherwise',
    {
      'a.yaml': api('nanomon-api', 'env: [{name: POSTGRES_DSN, value: host=postgres user=nanomon}]'),
      'b.yaml': service('database', '{selector: {app: postgres}, ports: [{port: 5432}]}'),
    },
  ],
  [
    'a key that the Secret does not have',
    {
      'a.yaml': postgres(
        'env: [{name: POSTGRES_USER, value: nanomon}, {name: POSTGRES_DB, value: nanomon}, {name: POSTGRES_PASSWORD, valueFrom: {secretKeyRef: {name: database-creds, key: pw}}}]',
      ),
      'b.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: {name: database-creds}\nstringData: {password: z}\n',
    },
  ],
  [
    'a script and the name by which it is not mounted',
    {
      'a.yaml': mountingInit('mountPath: /docker-entrypoint-initdb.d'),
      'b.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: nanomon-sql-init}\ndata: {init.sql: select 1}\n',
    },
  ],
  [
    'an autoscaler and the Deployment that it does not name',
    { 'a.yaml': autoscaler('api'), 'commands.sh': 'kubectl scale deployment nanomon-api --replicas 4\n' },
  ],
  [
    'labels that no Pod can have',
    { 'a.yaml': service('api', '{selector: {app: "not a label"}, ports: [{port: 80}]}') },
  ],
])('nothing of the workshop’s makes up for a mistake of the submission’s own: %s', async (_, files) => {
  expect((await beside(files)).notes).toEqual([])
})

test.each([
  ['nanomon-api', 'me.azurecr.io/nanomon-api:1'],
  ['nanomon-api', 'me.azurecr.io/nanomon/api:1'],
  ['nanomon-api', 'api'],
  ['nanomon-frontend', 'nanomon-frontend@sha256:1'],
  ['nanomon-frontend', 'nanomon/frontend'],
])('a Deployment of another name takes the place of %s by its image %s', async (name, image) => {
  const { objects } = await beside({ 'a.yaml': workload('Deployment', 'mine', { image }) })
  expect(objects).not.toHaveProperty(`Deployment ${name}`)
})

test('but not of the one that an autoscaler of the submission scales', async () => {
  const { objects } = await beside({ 'a.yaml': api('canary'), 'b.yaml': autoscaler('nanomon-api') })
  expect(objects).toHaveProperty('Deployment nanomon-api')
})

test('no heap of objects is made, whatever an Ingress leads to', async () => {
  const paths = Array.from(
    { length: 100 },
    (_, i) =>
      `{path: /api${i}, pathType: Prefix, backend: {service: {name: s${i}, port: {number: ${i + 1}}}}}`,
  )
  const { objects } = await beside({
    'a.yaml': `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i}\nspec: {rules: [{http: {paths: [${paths.join(', ')}]}}]}\n`,
  })
  expect(Object.keys(objects).filter((name) => name.startsWith('Service s'))).toHaveLength(4)
})
