import { expect, test } from 'vitest'
import { joinWordings, wordingOf } from './wording.ts'

test.each([
  [
    'an object',
    'Service api selects no Pod.',
    'Service database selects no Pod.',
    'Service … selects no Pod.',
  ],
  [
    'a container',
    'Give container api-container `resources.requests.cpu`: the target is a percentage of it.',
    'Give container web `resources.requests.cpu`: the target is a percentage of it.',
    'Give container … `resources.requests.cpu`: the target is a percentage of it.',
  ],
  [
    'a word in quotes',
    'There is no StorageClass "fast": write one that `kubectl get storageclass` lists.',
    'There is no StorageClass "a b": write one that `kubectl get storageclass` lists.',
    'There is no StorageClass "…": write one that `kubectl get storageclass` lists.',
  ],
  [
    'words in backticks, and a line',
    '`ingres` (values.yaml:1) is not a key of the chart; did you mean `ingress`?',
    '`image.repo` (my/values.yml:12) is not a key of the chart; did you mean `image.regRepo`?',
    '`…` (…:…) is not a key of the chart; did you mean `…`?',
  ],
  [
    'a duration',
    'Lower `stabilizationWindowSeconds`: the autoscaler waits 600 s before it scales in, and the workshop’s takes ~5 minutes.',
    'Lower `stabilizationWindowSeconds`: the autoscaler waits 3600 s before it scales in, and the workshop’s takes ~5 minutes.',
    'Lower `stabilizationWindowSeconds`: the autoscaler waits … s before it scales in, and the workshop’s takes ~5 minutes.',
  ],
  [
    'a size',
    'Set `resources.requests.storage` to 500M: 5Gi is 11 times as much.',
    'Set `resources.requests.storage` to 500M: 8Gi is 17 times as much.',
    'Set `resources.requests.storage` to 500M: … is … times as much.',
  ],
  [
    'a path',
    'Set `PGDATA` to a directory on the claim: /var/lib/pgdata is not on it.',
    'Set `PGDATA` to a directory on the claim: /data is not on it.',
    'Set `PGDATA` to a directory on the claim: … is not on it.',
  ],
  [
    'a host',
    'The rule is only for the host shop.example.com, but the browser uses the IP address.',
    'The rule is only for the host localhost, but the browser uses the IP address.',
    'The rule is only for the host …, but the browser uses the IP address.',
  ],
  [
    'a mode, also several',
    'The workshop requests ReadWriteOnce; this claim requests ReadOnlyMany.',
    'The workshop requests ReadWriteOnce; this claim requests ReadWriteMany, ReadOnlyMany.',
    'The workshop requests ReadWriteOnce; this claim requests ….',
  ],
  [
    'a list of names',
    'The Ingress sends /api to Service x, which does not exist; the Services are api, web.',
    'The Ingress sends /api to Service x, which does not exist; the Services are database.',
    'The Ingress sends /api to Service x, which does not exist; the Services are ….',
  ],
  [
    'classes',
    'The cluster does not have the class of the Ingress: use nginx instead of azure-application-gateway.',
    'The cluster does not have the class of the Ingress: use nginx instead of traefik, other.',
    'The cluster does not have the class of the Ingress: use nginx instead of ….',
  ],
])('hints of one cause differ in %s', (_, one, other, open) => {
  const wordings = [wordingOf(one), wordingOf(other)]
  expect(wordings[0]?.words).toEqual(wordings[1]?.words)
  expect(joinWordings(wordings)).toBe(open)
  expect(joinWordings([wordingOf(one)])).toBe(one)
})

test.each([
  [
    'Nothing creates StatefulSet store: hand in its manifest.',
    'Nothing creates Deployment store: hand in its manifest.',
  ],
  ['Its `spec.replicas` must be 1.', 'Remove `spec.ordinals`: StatefulSet store numbers its Pods from 1.'],
  ['it forbids the autoscaler to scale out.', 'it forbids the autoscaler to scale in.'],
  [
    'Secret database-creds has no key "PASSWORD": compare `key` with `kubectl describe secret`.',
    'ConfigMap database-creds has no key "PASSWORD": compare `key` with `kubectl describe configmap`.',
  ],
])('hints of two causes stay two: %s', (one, other) =>
  expect(wordingOf(one).words).not.toEqual(wordingOf(other).words),
)

test('a hint of any length is taken apart at once', () => {
  const hostile = `Service ${'a-'.repeat(20_000)}" \`${'x.'.repeat(20_000)} are ${'a, '.repeat(20_000)}`
  const { words, values } = wordingOf(hostile)
  expect(words.length).toBe(values.length + 1)
})

test.each(['“', '"', '`', 'Service ', 'has a, ', '1'])('a hint of %j without end is cut', (sign) => {
  const { words, values } = wordingOf(sign.repeat(100_000))
  expect([...words, ...values].join('').length).toBeLessThanOrEqual(2000)
})
