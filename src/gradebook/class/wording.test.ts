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
    'Container api-container has no `resources.requests.cpu`: the target is a percentage of it.',
    'Container web has no `resources.requests.cpu`: the target is a percentage of it.',
    'Container … has no `resources.requests.cpu`: the target is a percentage of it.',
  ],
  [
    'a word in quotes',
    'There is no StorageClass "fast", so nothing makes a volume.',
    'There is no StorageClass "a b", so nothing makes a volume.',
    'There is no StorageClass "…", so nothing makes a volume.',
  ],
  [
    'words in backticks, and a line',
    '`ingres` (values.yaml:1) is not a key of the chart; did you mean `ingress`?',
    '`image.repo` (my/values.yml:12) is not a key of the chart; did you mean `image.regRepo`?',
    '`…` (…:…) is not a key of the chart; did you mean `…`?',
  ],
  [
    'a duration',
    'The autoscaler waits 600 s before it scales in: the workshop’s takes ~5 minutes.',
    'The autoscaler waits 3600 s before it scales in: the workshop’s takes ~5 minutes.',
    'The autoscaler waits … s before it scales in: the workshop’s takes ~5 minutes.',
  ],
  [
    'a size',
    'The workshop requests a 500M volume; 5Gi is 11 times as much.',
    'The workshop requests a 500M volume; 8Gi is 17 times as much.',
    'The workshop requests a 500M volume; … is … times as much.',
  ],
  [
    'a path',
    'PGDATA leads to /var/lib/pgdata, which is not on the claim.',
    'PGDATA leads to /data, which is not on the claim.',
    'PGDATA leads to …, which is not on the claim.',
  ],
  [
    'a host',
    'The rule is only for the host shop.example.com, and the browser is given the bare address.',
    'The rule is only for the host localhost, and the browser is given the bare address.',
    'The rule is only for the host …, and the browser is given the bare address.',
  ],
  [
    'a mode, also several',
    'The workshop asks for ReadWriteOnce, and this one for ReadOnlyMany.',
    'The workshop asks for ReadWriteOnce, and this one for ReadWriteMany, ReadOnlyMany.',
    'The workshop asks for ReadWriteOnce, and this one for ….',
  ],
  [
    'a list of names',
    'The Ingress sends /api to Service x, which is not there; the Services are api, web.',
    'The Ingress sends /api to Service x, which is not there; the Services are database.',
    'The Ingress sends /api to Service x, which is not there; the Services are ….',
  ],
  [
    'classes',
    'No Ingress is of a class that the cluster has: azure-application-gateway instead of nginx.',
    'No Ingress is of a class that the cluster has: traefik, other instead of nginx.',
    'No Ingress is of a class that the cluster has: … instead of nginx.',
  ],
])('hints of one cause differ in %s', (_, one, other, open) => {
  const wordings = [wordingOf(one), wordingOf(other)]
  expect(wordings[0]?.words).toEqual(wordings[1]?.words)
  expect(joinWordings(wordings)).toBe(open)
  expect(joinWordings([wordingOf(one)])).toBe(one)
})

test.each([
  ['No StatefulSet store was handed in or made.', 'No Deployment store was handed in or made.'],
  ['Its replicas are 2, not 1.', 'Its Pods are numbered from 1 on: leave `ordinals` out.'],
  ['scale out: leave selectPolicy out.', 'scale in: leave selectPolicy out.'],
  [
    'Secret database-creds has no key "PASSWORD": compare with `kubectl describe secret`.',
    'ConfigMap database-creds has no key "PASSWORD": compare with `kubectl describe configmap`.',
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
