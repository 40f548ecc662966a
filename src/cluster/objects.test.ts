import { expectTypeOf, test } from 'vitest'
import type { OverTheWire, Pod } from './objects.ts'

// The type checker reads these; there is nothing to run.

test('over the wire a time is a string, and a reserved word a name like any other', () => {
  interface Model {
    _from?: { since: Date }[]
    count: number | string
    labels?: { [key: string]: string }
  }
  interface Wire {
    from?: { since: string | null }[]
    count: number | string
    labels?: { [key: string]: string }
  }
  expectTypeOf<OverTheWire<Model>>().toEqualTypeOf<Wire>()
})

test('a stored Pod has a name, a spec and a status, and perhaps a node', () => {
  expectTypeOf<Pod['metadata']['name']>().toEqualTypeOf<string>()
  expectTypeOf<Pod['spec']['containers'][0]['image']>().toEqualTypeOf<string | undefined>()
  expectTypeOf<Pod['spec']['nodeName']>().toEqualTypeOf<string | undefined>()
  expectTypeOf<Pod['status']['startTime']>().toEqualTypeOf<string | null | undefined>()
})
