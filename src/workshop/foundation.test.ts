import { expect, test } from 'vitest'
import { loadSample, write } from '../submission/sample.ts'
import { foundation } from './foundation.ts'
import { apiName, sectionNine } from './section-nine.ts'
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

test('the database keeps all that runs PostgreSQL, and no requests of the API', async () => {
  const replaced = await replacedIn(postgres)
  expect(named(replaced.manifests)).toEqual([
    'ConfigMap settings',
    'Deployment pg',
    'HorizontalPodAutoscaler hpa',
    'StatefulSet store',
  ])
  expect(replaced.requestsOf).toBeUndefined()
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
  expect(replaced.requestsOf?.name).toBe('backend')
})

test('a chart builds on nothing', async () => {
  write(FILES)
  expect(await foundation.replaceFor(helm as never, await loadSample())).toBeUndefined()
})
