import { expect, test } from 'vitest'
import { loadSample, write } from '../../submission/sample.ts'
import { podSpecIn } from './parts.ts'
import { withResourcesOf } from './resources.ts'

const deployment = (name: string, spec: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec: {template: {spec: ${spec}}}\n`

/** The spec of the workshop's Pods with the resources of Pods of this spec. */
async function podsWith(spec: string) {
  write({
    'a.yaml': deployment('theirs', spec),
    'b.yaml': deployment('ours', '{containers: [{name: api, image: x}]}'),
  })
  const [theirs, ours] = (await loadSample()).manifests
  if (!theirs || !ours) throw new Error('there are no two manifests')
  return podSpecIn(withResourcesOf(theirs, ours).object)
}

/** A container on a port of its own, of an image that makes no Pod a database. */
const idle = (port: string) => ({
  image: expect.stringMatching(/^[^/]+\/nanomon-frontend:/),
  env: [{ name: 'PORT', value: port }],
})
const CPU = { requests: { cpu: 1 } }

test('those of the one container, and its name', async () => {
  expect(await podsWith('{containers: [{name: a, image: y, resources: {requests: {cpu: 1}}}]}')).toEqual({
    containers: [{ name: 'a', image: 'x', resources: CPU }],
  })
})

test('none, where there are none', async () => {
  expect(await podsWith('{}')).toEqual({ containers: [{ name: 'api', image: 'x', resources: {} }] })
})

test.each(['nanomon-api:1', 'nanomon/api:1'])(
  'those of the API’s container, and of each beside it, which is idle: %s',
  async (image) => {
    const spec = `{containers: [{name: a}, {name: b, image: ${image}, resources: {requests: {cpu: 1}}}, {name: c}]}`
    expect(await podsWith(spec)).toEqual({
      containers: [
        { name: 'b', image: 'x', resources: CPU },
        { name: 'a', ...idle('18000'), resources: {} },
        { name: 'c', ...idle('18001'), resources: {} },
      ],
    })
  },
)

test('those of init containers, of which one is a sidecar', async () => {
  const init =
    '[{name: s, restartPolicy: Always, resources: {requests: {cpu: 1}}}, {name: i, resources: {requests: {cpu: 1}}}]'
  expect(await podsWith(`{initContainers: ${init}, containers: [{name: a}]}`)).toEqual({
    initContainers: [
      { name: 's', ...idle('18000'), resources: CPU, restartPolicy: 'Always' },
      { name: 'i', image: 'postgres:17', command: ['true'], resources: CPU },
    ],
    containers: [{ name: 'a', image: 'x', resources: {} }],
  })
})

test('the Pod’s own', async () => {
  expect(await podsWith('{resources: {requests: {cpu: 1}}, containers: [{name: a}]}')).toEqual({
    resources: CPU,
    containers: [{ name: 'a', image: 'x', resources: {} }],
  })
})
