import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { fixture } from '../../src/setup/paths.ts'
import { isObject, type Json, type JsonObject } from '../../src/submission/json.ts'
import { writeValues } from '../../src/submission/values.ts'
import { LoneHelm } from './helm.ts'

// Values are a learner's text: whatever they are set to, the chart makes its own objects and no others.

let helm: LoneHelm
let place: string

beforeAll(async () => {
  helm = await LoneHelm.start()
  place = await helm.takeChart({ name: 'nanomon', folder: fixture('chart') })
})

afterAll(() => helm.stop())

const chart: JsonObject = parse(readFileSync(fixture('chart', 'values.yaml'), 'utf8'))

/** What all of the chart's templates are rendered with. */
const all = { ingress: { enabled: true }, runner: { alerting: { password: 'p', from: 'f', to: 't' } } }

async function render(values: JsonObject) {
  const text = await helm.template(place, writeValues({ object: values }))
  if (text === undefined) return undefined
  const documents = parseAllDocuments(text, { uniqueKeys: false })
  expect(documents.flatMap(({ errors }) => errors)).toEqual([])
  return documents.map((document) => document.toJS() as JsonObject).filter(Boolean)
}

const kinds = (objects: JsonObject[] = []) => objects.map(({ kind }) => String(kind)).sort()

/** The values with each of them, or only one, set to a text. */
function setTo(text: Json, only: string | undefined, below: JsonObject = chart, above = ''): JsonObject {
  return Object.fromEntries(
    Object.entries(below).map(([key, value]) => {
      const own = above === '' ? key : `${above}.${key}`
      if (isObject(value) && Object.keys(value).length > 0) return [key, setTo(text, only, value, own)]
      const isSet = only === undefined ? own !== 'postgresql.enabled' : own === only
      if (isSet) return [key, isObject(value) ? { a: text } : text]
      return [key, own === 'ingress.enabled' ? true : value]
    }),
  )
}

function leaves(below: JsonObject = chart, above = ''): string[] {
  return Object.entries(below).flatMap(([key, value]) => {
    const own = above === '' ? key : `${above}.${key}`
    return isObject(value) && Object.keys(value).length > 0 ? leaves(value, own) : [own]
  })
}

const EVIL = 'apiVersion: v1\nkind: Evil\nmetadata: {name: evil}\n'

const hostile: [string, string][] = [
  ['a document behind a line', `x\n---\n${EVIL}`],
  ['a document behind a quote', `x"\n---\n${EVIL}`],
  ['a document behind another quote', `x'\n---\n${EVIL}`],
  ['a document behind a backslash', `x\\"\n---\n${EVIL}`],
  ['a field of the same object', 'x\n    privileged: true\n  evil: true\nkind: Evil'],
  ['a brace and a comment', 'x } ] # '],
  ['an alias and a tag', '*evil'],
  ['a template', '{{ fail "evil" }}'],
  ['control characters', 'x\u0000\u001b[31m\u0085\u2028\u009b'],
  ['the ends of lines', 'x\r---\rkind: Evil'],
]

test.each(hostile)('%s is the text of a value, in every value at once', async (_, text) => {
  const own = await render(all)
  const values = setTo(text, undefined)
  const objects = await render({
    ...values,
    podAnnotations: { a: text, [text]: 'x' },
    ingress: { ...(values.ingress as JsonObject), annotations: { [text]: text } },
  })
  expect(kinds(objects)).toEqual(kinds(own))
})

test.concurrent.each(leaves())('%s adds no object and no field', async (leaf) => {
  const text = `x"'\n---\n${EVIL}`
  const [own, changed] = await Promise.all([render(setTo('x', leaf)), render(setTo(text, leaf))])
  expect(kinds(changed)).toEqual(kinds(own))
  expect(keysOf(changed ?? null)).toEqual(keysOf(own ?? null))
})

function keysOf(value: Json): Json {
  if (Array.isArray(value)) return value.map(keysOf)
  if (!isObject(value)) return null
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, keysOf(one)]))
}

test('what the chart was made for is rendered as it was written', async () => {
  const values = {
    image: { regRepo: 'me.azurecr.io', tag: 17, pullPolicy: 'IfNotPresent' },
    api: { replicaCount: 3, serviceType: 'NodePort' },
    frontend: { replicaCount: '2' },
    runner: { replicaCount: null },
    ingress: { enabled: true, className: '', host: 'a.example', tlsSecret: 'tls' },
    fullnameOverride: 'mine',
  }
  const objects = (await render(values)) ?? []
  const named = (kind: string, name: string) =>
    objects.find((one) => one.kind === kind && (one.metadata as JsonObject).name === name)
  expect(named('Deployment', 'mine-api')).toMatchObject({
    spec: {
      replicas: 3,
      template: {
        spec: {
          containers: [{ image: 'me.azurecr.io/nanomon-api:17', imagePullPolicy: 'IfNotPresent' }],
        },
      },
    },
  })
  expect(named('Deployment', 'mine-frontend')).toMatchObject({ spec: { replicas: 2 } })
  expect(named('Service', 'mine-api')).toMatchObject({ spec: { type: 'NodePort' } })
  expect(named('Ingress', 'mine')).toMatchObject({
    spec: { ingressClassName: null, tls: [{ secretName: 'tls' }], rules: [{ host: 'a.example' }] },
  })
})
