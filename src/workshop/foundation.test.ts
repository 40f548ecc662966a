import { expect, test } from 'vitest'
import { loadSample, write } from '../submission/sample.ts'
import { foundation } from './foundation.ts'
import { apiName, runsApi, sectionNine } from './section-nine.ts'
import { autoscaling } from './sections/autoscaling.ts'
import { helm } from './sections/helm.ts'
import { postgres } from './sections/postgres.ts'
import { scaling } from './sections/scaling.ts'

const pods = (image: string, more = '') =>
  `selector: {matchLabels: {run: typo}}, template: {metadata: {labels: {run: other}}, spec: {containers: [{name: c, image: ${image}${more}}]}}`
const workload = (kind: string, name: string, image: string, more = '') =>
  `apiVersion: apps/v1\nkind: ${kind}\nmetadata: {name: ${name}}\nspec: {${pods(image, more)}}\n`
const plain = (kind: string, name: string) => `apiVersion: v1\nkind: ${kind}\nmetadata: {name: ${name}}\n`

const FILES = {
  'api.yaml': workload('Deployment', 'backend', 'nanomon-api', ', resources: {requests: {cpu: 70m}}'),
  'old.yaml': workload('Deployment', 'pg', 'postgres:17'),
  'store.yaml': workload(
    'StatefulSet',
    'store',
    'postgres:17',
    ', envFrom: [{configMapRef: {name: settings}}]',
  ),
  'service.yaml': plain('Service', 'api'),
  'creds.yaml': plain('Secret', 'database-creds'),
  'more.yaml': plain('ConfigMap', 'settings'),
  'other.yaml': plain('ConfigMap', 'of-the-api'),
  'policy.yaml': 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: closed}\n',
  'hpa.yaml':
    'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: hpa}\nspec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: backend}, minReplicas: 2, maxReplicas: 10}\n',
}

async function replacedIn(section: { id: string }, files: Record<string, string> = FILES) {
  write(files)
  const replaced = await foundation.replaceFor(section as never, await loadSample())
  if (!replaced) throw new Error('it is not replaced')
  return replaced
}

const named = (manifests: { kind: string; name: string }[]) =>
  manifests.map(({ kind, name }) => `${kind} ${name}`).sort()

test('autoscaling keeps the autoscaler, and the requests that it needs', async () => {
  const replaced = await replacedIn(autoscaling)
  expect(named(replaced.manifests)).toEqual(['HorizontalPodAutoscaler hpa'])
  expect(apiName(replaced)).toBe('backend')
  const api = (await sectionNine(replaced)).find(({ name }) => name === 'backend')
  expect(api?.origin).toBe('workshop')
  expect(JSON.stringify(api?.object)).toContain('"resources":{"requests":{"cpu":"70m"}}')
})

test('the database keeps all that runs PostgreSQL', async () => {
  const replaced = await replacedIn(postgres)
  expect(named(replaced.manifests)).toEqual([
    'ConfigMap settings',
    'Deployment pg',
    'HorizontalPodAutoscaler hpa',
    'StatefulSet store',
  ])
})

test('scaling keeps the API’s Deployment: nothing else was handed in for it', async () => {
  expect(named((await replacedIn(scaling)).manifests)).toContain('Deployment backend')
})

test('scaling by a command needs no Deployment of the learner’s', async () => {
  const replaced = await replacedIn(scaling, {
    ...FILES,
    'commands.sh': 'kubectl scale deployment backend --replicas 4\n',
  })
  expect(named(replaced.manifests)).not.toContain('Deployment backend')
  expect(replaced.inherited?.from?.name).toBe('backend')
})

test('the name and the requests of the Deployment that stays count, whatever an autoscaler names', async () => {
  const replaced = await replacedIn(autoscaling, {
    ...FILES,
    '0.yaml': workload('Deployment', 'nanomon-api', 'nanomon-api', ', resources: {requests: {cpu: 1m}}'),
    '1.yaml': workload('Deployment', 'nanomon-api', 'nanomon-api', ', resources: {requests: {cpu: 2m}}'),
    'hpa.yaml': FILES['hpa.yaml'].replace('name: backend', 'name: api'),
  })
  const apis = (await sectionNine(replaced)).filter(runsApi)
  expect(named(apis)).toEqual(['Deployment nanomon-api'])
  expect(JSON.stringify(apis[0]?.object)).toContain('{"cpu":"2m"}')
})

test('a container that only waits for the database does not make the API one', async () => {
  const init = ', env: []}], initContainers: [{name: wait, image: "postgres:17"'
  const replaced = await replacedIn(postgres, {
    ...FILES,
    'api.yaml': workload('Deployment', 'backend', 'nanomon-api', init),
  })
  expect(named(replaced.manifests)).not.toContain('Deployment backend')
})

test('the workshop’s Deployment keeps its name and requests where the autoscaler means it, and not the learner’s', async () => {
  const replaced = await replacedIn(autoscaling, {
    ...FILES,
    'hpa.yaml': FILES['hpa.yaml'].replace('name: backend', 'name: nanomon-api'),
  })
  const apis = (await sectionNine(replaced)).filter(runsApi)
  expect(named(apis)).toEqual(['Deployment nanomon-api'])
  expect(JSON.stringify(apis[0]?.object)).toContain('{"cpu":"50m"')
})

test.each([
  ['password', 'stringData: {password: x}', 'Secret database-creds'],
  ['password', 'data: {password: eA==}', 'Secret database-creds'],
  ['password', 'data: {password: plain-text}', undefined],
  ['password', 'stringData: {password: ""}', undefined],
  ['pw', 'stringData: {password: x}', undefined],
])('a Secret of the workshop’s name, read by the key %s, with %s: %s', async (key, data, expected) => {
  const reference = `{secretKeyRef: {name: database-creds, key: ${key}}}`
  const replaced = await replacedIn(postgres, {
    ...FILES,
    'store.yaml': workload(
      'StatefulSet',
      'store',
      'postgres:17',
      `, env: [{name: POSTGRES_PASSWORD, valueFrom: ${reference}}]`,
    ),
    'creds.yaml': `${plain('Secret', 'database-creds')}${data}\n`,
  })
  expect(named(replaced.manifests).find((one) => one.startsWith('Secret'))).toBe(expected)
  const [secret] = (await sectionNine(replaced)).filter(({ kind }) => kind === 'Secret')
  expect(JSON.stringify(secret?.object)).toContain(`"${key}":`)
})

test('a chart builds on nothing', async () => {
  write(FILES)
  expect(await foundation.replaceFor(helm as never, await loadSample())).toBeUndefined()
})
