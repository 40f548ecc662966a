import { expect, test } from 'vitest'
import type { PodSpec } from '../cluster/objects.ts'
import { dataVolume, fieldOfData } from './data-volume.ts'

const DATA = '/var/lib/postgresql/data'
interface Written {
  mountPath?: string
  env?: { name: string; value: string }[]
  rest?: Partial<PodSpec>
}
const spec = ({ mountPath = DATA, env = [], rest = {} }: Written = {}) => ({
  volumeClaimTemplates: [{ metadata: { name: 'pvc' } }],
  template: {
    spec: {
      containers: [
        {
          name: 'postgres',
          env,
          volumeMounts: [
            { name: 'init', mountPath: '/i' },
            { name: 'pvc', mountPath },
          ],
        },
      ],
      ...rest,
    },
  },
})
const pgdata = (value: string) => [{ name: 'PGDATA', value }]
const C = 'spec.template.spec.containers[0]'
const wipes = { initContainers: [{ name: 'wipe', volumeMounts: [{ name: 'pvc', mountPath: '/d' }] }] }

test.each([
  ['the mountPath', spec({ mountPath: '/data' }), `${C}.volumeMounts[1].mountPath`],
  ['PGDATA', spec({ env: pgdata('/elsewhere') }), `${C}.env[0].value`],
  ['the mountPath, with PGDATA on it', spec({ env: pgdata(`${DATA}/pg`) }), `${C}.volumeMounts[1].mountPath`],
  ['an init container', spec({ rest: wipes }), 'spec.template.spec.initContainers[0]'],
])('what decides is %s', (_, object, field) => expect(fieldOfData(object).path).toBe(field))

test('a volume of the Pod’s own at the data directory is named with its type', () => {
  const object = spec()
  const { containers } = object.template.spec
  const template = { spec: { containers, volumes: [{ name: 'pvc', emptyDir: {} }] } }
  expect(dataVolume({ template })).toEqual({
    name: 'pvc',
    kind: 'emptyDir',
    path: 'spec.template.spec.volumes[0]',
  })
  expect(fieldOfData({ template })).toMatchObject({ hint: expect.stringContaining('emptyDir') })
})
