import { expect, test } from 'vitest'
import type { JsonObject } from '../submission/json.ts'
import { unknownKeys } from './values-keys.ts'

const chart = {
  image: { regRepo: 'x', tag: 'latest' },
  ingress: { enabled: false, className: 'nginx', annotations: {} },
  api: { replicaCount: 1 },
  podAnnotations: {},
}

test.each<[string, JsonObject, { path: string; meant?: string | undefined }[]]>([
  [
    'nothing unknown',
    { ingress: { enabled: true, annotations: { 'a.b/c': 'd' } }, podAnnotations: { e: 'f' } },
    [],
  ],
  ['a letter left out', { ingres: { enabled: true } }, [{ path: 'ingres', meant: 'ingress' }]],
  ['a capital left out', { image: { regrepo: 'x' } }, [{ path: 'image.regrepo', meant: 'image.regRepo' }]],
  ['a key at the top', { regRepo: 'x' }, [{ path: 'regRepo', meant: 'image.regRepo' }]],
  [
    'two letters swapped below',
    { ingress: { enbaled: true } },
    [{ path: 'ingress.enbaled', meant: 'ingress.enabled' }],
  ],
  ['a key like no other', { database: {} }, [{ path: 'database', meant: undefined }]],
  ['what all charts take', { global: { x: 1 } }, []],
])('keys of the values: %s', (_, values, expected) => expect(unknownKeys(values, chart)).toEqual(expected))
