import { expect, test } from 'vitest'
import type { Event, PersistentVolumeClaim } from '../cluster/objects.ts'
import { type Some, sampleOf } from '../cluster/sample.ts'
import { diagnoseClaim } from './claims.ts'

const claim = (spec: Some<PersistentVolumeClaim['spec']>, phase = 'Pending') =>
  sampleOf<PersistentVolumeClaim>({
    metadata: { name: 'data-db-0', uid: 'u1' },
    spec: { storageClassName: 'default', accessModes: ['ReadWriteOnce'], ...spec },
    status: { phase },
  })
const event = (message: string, count = 1) =>
  sampleOf<Event>({
    reason: 'ProvisioningFailed',
    message,
    count,
    involvedObject: { kind: 'PersistentVolumeClaim', uid: 'u1' },
  })
const classes = ['default', 'standard']
const READ_ONLY =
  'failed to provision volume with StorageClass "default": NodePath only supports ReadWriteOnce and ReadWriteOncePod (1.22+) access modes'

test('a claim that is bound has nothing', () =>
  expect(diagnoseClaim(claim({}, 'Bound'), [], classes)).toBeUndefined())

test.each([
  ['a class that is not there', claim({ storageClassName: 'defalt' }), [], 'storageClassName', true],
  ['a class by hand', claim({ storageClassName: '' }), [], 'storageClassName', true],
  [
    'a mode that is refused',
    claim({ accessModes: ['ReadOnlyMany'] }),
    [event(READ_ONLY)],
    'accessModes',
    true,
  ],
  ['a failure that may pass', claim({}), [event('timed out')], 'resources.requests.storage', false],
  ['a failure that does not', claim({}), [event('timed out', 3)], 'resources.requests.storage', true],
  ['no Pod yet', claim({}), [], '', false],
])('a claim with %s', (_, object, events, path, isStuck) => {
  const diagnosis = diagnoseClaim(object, events, classes)
  expect(diagnosis?.path).toBe(path)
  expect(diagnosis?.cause !== undefined).toBe(isStuck)
})

test('quotes the provisioner', () =>
  expect(diagnoseClaim(claim({ accessModes: ['ReadOnlyMany'] }), [event(READ_ONLY)], classes)?.observed).toBe(
    `PersistentVolumeClaim data-db-0 is Pending: ${READ_ONLY}`,
  ))
