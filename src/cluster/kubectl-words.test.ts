import { describe, expect, test } from 'vitest'
import { fieldIn, isOurs, sentenceOf, sentencesOf } from './kubectl-words.ts'

describe('what kubectl says of a refusal is shown without what is ours in it', () => {
  test.each([
    [
      'Error from server (BadRequest): error when creating "3.json": Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.replica"\n',
      'Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.replica"',
    ],
    [
      'The HorizontalPodAutoscaler "a" is invalid: \n* spec.maxReplicas: Invalid value: 1: must be greater\n* spec.minReplicas: Required value\n',
      'The HorizontalPodAutoscaler "a" is invalid: spec.maxReplicas: Invalid value: 1: must be greater spec.minReplicas: Required value',
    ],
    [
      'error: resource mapping not found for name: "x" namespace: "" from "1.json": no matches for kind "Foo" in version "v1"\nensure CRDs are installed first\n',
      'resource mapping not found for name: "x" namespace: "": no matches for kind "Foo" in version "v1" ensure CRDs are installed first',
    ],
    [
      'Warning: spec is old\nThe Service "s" is invalid: spec.ports: Required value\n',
      'The Service "s" is invalid: spec.ports: Required value',
    ],
    [
      'Error from server (Forbidden): error when retrieving current configuration of:\nResource: "roles", Name: "x"\nfrom server for: "1.json": roles "x" is forbidden: User "learner" cannot get\n',
      'roles "x" is forbidden: User "learner" cannot get',
    ],
    [
      'The request is invalid: patch: Invalid value: "map[a:\\"b\\"]": strict decoding error: unknown field "spec.replica"',
      'strict decoding error: unknown field "spec.replica"',
    ],
    [
      'error: unable to decode "1.json": json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string',
      'json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string',
    ],
  ])('%j', (stderr, sentence) => expect(sentenceOf(stderr)).toBe(sentence))
})

test('of several refusals each is the file’s, or the object’s, that it names', () => {
  const said = sentencesOf(
    [
      'Warning: spec is old',
      'Error from server (BadRequest): error when creating "2.json": strict decoding error: unknown field "dta"',
      'The Service "api" is invalid: ',
      '* spec.ports: Required value',
      '* spec.type: Unsupported value: "The Secret \\"x\\" is invalid"',
      'Error from server (Forbidden): error when retrieving current configuration of:',
      'Resource: "roles", Name: "x"',
      'from server for: "5.json": roles "x" is forbidden',
      'unable to decode "7.json": json: cannot unmarshal number',
    ].join('\n'),
  )
  expect(Object.fromEntries(said)).toEqual({
    '2.json': 'strict decoding error: unknown field "dta"',
    'Service "api"':
      'The Service "api" is invalid: spec.ports: Required value spec.type: Unsupported value: "The Secret \\"x\\" is invalid"',
    '5.json': 'roles "x" is forbidden',
    '7.json': 'json: cannot unmarshal number',
  })
})

describe('what failed is ours', () => {
  test.each([
    [1, 'Error from server (InternalError): error when creating "1.json": Internal error occurred'],
    [1, 'Error from server (ServiceUnavailable): the server is currently unable to handle the request'],
    [1, 'The connection to the server 127.0.0.1:6443 was refused - did you specify the right host or port?'],
    [1, 'Unable to connect to the server: net/http: TLS handshake timeout'],
    [
      1,
      'error when retrieving current configuration of:\nResource: "v1"\nfrom server for: "1.json": Get "https://127.0.0.1:6443/api": EOF',
    ],
    [1, 'Error response from daemon: container 0af is not running'],
    [1, 'Error: No such container: 0af'],
    [126, ''],
    [null, ''],
  ])('%s %s', (exitCode, stderr) => expect(isOurs({ exitCode, stderr })).toBe(true))
})

describe('what was refused is theirs, whatever they wrote into it', () => {
  test.each([
    'The ConfigMap "x" is invalid: metadata.labels: Invalid value: "The connection to the server": no',
    'Error from server (BadRequest): error when creating "1.json": Error from server (InternalError): said they',
    'error: the namespace from the provided object "context deadline exceeded" does not match',
  ])('%s', (stderr) => expect(isOurs({ exitCode: 1, stderr })).toBe(false))
})

test.each([
  [
    'strict decoding error: unknown field "spec.template.spec.containers[0].livenessProb"',
    'spec.template.spec.containers[0].livenessProb',
  ],
  ['strict decoding error: unknown field "dta"', 'dta'],
  ['The Service "s" is invalid: spec.ports[0].port: Invalid value: 0', 'spec.ports[0].port'],
  [
    'json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
    'spec.replicas',
  ],
  [
    'json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string',
    'metadata.labels',
  ],
  ['no matches for kind "Foo" in version "v1"', ''],
])('a refusal names its field: %s', (message, field) => expect(fieldIn(message)).toBe(field))

/** A text of 100,000 characters and more that is all beginnings. */
const often = (beginning: string) => beginning.repeat(Math.ceil(100_000 / beginning.length))

test.each([
  'spec',
  'S',
  'Sa.',
  '"',
  'unknown field ',
  'error when creating "1.json',
  'for: "',
  'error when applying patch:\n',
  'The a" ',
  'Error from server (',
  'from server for: Get ',
  'The request is invalid: patch: Invalid value: "',
  'The request is invalid: patch: Invalid value: "\\',
  ' from "1',
  'Warning: ',
])('%j without end is read to its end', (words) => {
  const text = often(words)
  expect(isOurs({ exitCode: 1, stderr: text })).toBe(false)
  expect(sentencesOf(text).size).toBe(0)
  expect(sentenceOf(text).length).toBeLessThanOrEqual(10_000)
  expect(fieldIn(text)).toBe(words === 'spec' ? text : '')
})

test('white space without end is one space', () => {
  expect(sentenceOf(`a${often(' ')}\n${often('* \t')}\nb`)).toBe('a')
  expect(sentenceOf(`a ${' \n* '.repeat(2000)}b`)).toBe('a b')
})
