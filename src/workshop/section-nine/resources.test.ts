import { expect, test } from 'vitest'
import { loadSample, write } from '../../submission/sample.ts'
import { podSpecIn } from './parts.ts'
import { withResourcesOf } from './resources.ts'

const deployment = (name: string, spec: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec: {template: {spec: ${spec}}}\n`

/** The spec of the workshop's Pods with the resources of Pods of this spec. */
async function podsWith(spec: string) {
  write({ 'a.yaml': deployment('theirs', spec), 'b.yaml': deployment('ours', '{containers: [{name: api}]}') })
  const [theirs, ours] = (await loadSample()).manifests
  if (!theirs || !ours) throw new Error('there are no two manifests')
  return podSpecIn(withResourcesOf(theirs, ours).object)
}

const IDLE = { image: 'postgres:17', command: ['sh', '-c', expect.stringContaining('sleep')] }
const CPU = { requests: { cpu: 1 } }

test('those of the one container', async () => {
  expect(await podsWith('{containers: [{name: a, resources: {requests: {cpu: 1}}}]}')).toEqual({
    containers: [{ name: 'api', resources: CPU }],
  })
})

test('none, where there are none', async () => {
  expect(await podsWith('{}')).toEqual({ containers: [{ name: 'api', resources: {} }] })
})

test('those of the API’s container, and of what is beside it, which does nothing', async () => {
  const spec =
    '{containers: [{name: a, image: x}, {name: b, image: nanomon-api:1, resources: {requests: {cpu: 1}}}]}'
  expect(await podsWith(spec)).toEqual({
    containers: [
      { name: 'api', resources: CPU },
      { name: 'a', ...IDLE, resources: {} },
    ],
  })
})

test('those of a sidecar, and not of an init container that ends', async () => {
  const init = '[{name: s, restartPolicy: Always, resources: {requests: {cpu: 1}}}, {name: i}]'
  expect(await podsWith(`{initContainers: ${init}, containers: [{name: a}]}`)).toEqual({
    initContainers: [{ name: 's', ...IDLE, resources: CPU, restartPolicy: 'Always' }],
    containers: [{ name: 'api', resources: {} }],
  })
})

test('the Pod’s own', async () => {
  expect(await podsWith('{resources: {requests: {cpu: 1}}, containers: [{name: a}]}')).toEqual({
    resources: CPU,
    containers: [{ name: 'api', resources: {} }],
  })
})
