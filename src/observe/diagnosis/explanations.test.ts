import { describe, expect, test } from 'vitest'
import { explainInvalid } from './invalid.ts'
import { explainWords } from './last-words.ts'
import { toOneLine } from './log.ts'
import { inTemplate } from './place.ts'
import { explainRefusal } from './refusals.ts'
import { podOf } from './sample.ts'

const workload = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {},
  spec: {
    template: {
      spec: {
        volumes: [{ name: 'data', hostPath: {} }],
        containers: [{ name: 'init' }, { name: 'api', image: 'nginx:1' }],
      },
    },
  },
}

describe('a refusal of Pods', () => {
  const POD = 'spec.template.spec'
  test.each([
    [
      "policy 'known-images' denied request: the workshop does not use image nginx:1; use postgres",
      `${POD}.containers[1].image`,
    ],
    ['exceeded quota: bounds, requested: pods=1, used: pods=150, limited: pods=150', 'spec.replicas'],
    [
      'violates PodSecurity "baseline": privileged (container "api" must not set …)',
      `${POD}.containers[1].securityContext`,
    ],
    ['violates PodSecurity "baseline": hostPath volumes (volume "data")', `${POD}.volumes[0]`],
    [
      'Pod "p-0" is invalid: spec.containers[0].volumeMounts[1].name: Not found: "x"',
      `${POD}.containers[0].volumeMounts[1].name`,
    ],
  ])('%s', (message, path) => expect(explainRefusal(message, workload).path).toBe(path))
})

test.each([
  ['pq: password authentication failed for user "nanomon"', ['POSTGRES_USER', 'POSTGRES_PASSWORD']],
  ['pq: database "nanomon" does not exist', ['POSTGRES_DB']],
  ['chown: /var/lib/postgresql/data: Operation not permitted', undefined],
])('last words: %s', (log, variables) => expect(explainWords(log)?.variables).toEqual(variables))

test.each([
  [
    'is invalid: spec.template.metadata.labels: `selector` does not match template `labels`',
    'selector.matchLabels',
  ],
  ['strict decoding error: unknown field "spec.replica"', 'There is no such field'],
  ['spec.template.spec.containers[0].volumeMounts[1].name: Not found: "data"', 'A mount takes the name'],
  ['something else', 'The manifest is not valid as it stands.'],
])('a refusal: %s', (message, meaning) => expect(explainInvalid(message)).toContain(meaning))

test('words that are not known mean nothing', () => expect(explainWords('hello')).toBeUndefined())

describe('a log on one line', () => {
  test('is its last five lines', () => expect(toOneLine('a\nb\nc\n\nd\ne\nf\n')).toBe('b | c | d | e | f'))
  test('is without times, and says nothing twice', () =>
    expect(toOneLine('2026/11/24 14:30:31 no\n2026-11-24 14:30:32.123 UTC [1] no')).toBe('no'))
  test('is safe to print', () => expect(toOneLine('\u001b[31mred\u0007')).toBe('[31mred'))
  test('is not too long', () => expect(toOneLine('x'.repeat(9999))?.length).toBeLessThanOrEqual(401))
  test('is nothing where nothing was written', () => expect(toOneLine('\n')).toBeUndefined())
})

test.each([
  ['containers[0].image', 'spec.template.spec.containers[1].image'],
  ['volumes[1].configMap.name', 'spec.template.spec.volumes'],
  ['volumes[0].hostPath', 'spec.template.spec.volumes[0].hostPath'],
  ['resources.requests.cpu', 'spec.template.spec.resources.requests.cpu'],
])('a field of a Pod is one of its template: %s', (path, expected) => {
  const pod = podOf({ spec: { volumes: [{ name: 'data' }, { name: 'kube-api-access-x' }] } })
  expect(inTemplate(path, pod, workload)).toBe(expected)
})
