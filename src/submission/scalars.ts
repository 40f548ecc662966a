import type { Scalar } from 'yaml'
import { getOwn } from './json.ts'
import { Refused, Unreadable } from './unreadable.ts'

const STANDARD = 'tag:yaml.org,2002:'

/**
 * The value of a scalar as kubectl reads it, which may differ from the parser's. Throws {@link Unreadable} if
 * the scalar does not match its tag; tags that kubectl does not know are ignored.
 */
export function scalarValue({ tag = '', source = '', value, range }: Scalar, roundsNumbers = false): unknown {
  const offset = range?.[0] ?? 0
  const name = tag.startsWith(STANDARD) ? tag.slice(STANDARD.length) : ''
  if (name === 'binary') return fromBase64(source, offset)
  const read = name === 'float' && /^[-+]?\d+$/.test(source) ? Number(source) : value
  const wanted = getOwn(TYPES, name)
  if (wanted && typeof read !== wanted) throw new Unreadable(`this is not a valid !!${name}`, offset)
  // The parser takes a lone dot for a number, which is a key in `managedFields`, and 1e999; to kubectl both are text.
  if (typeof read === 'number' && !Number.isFinite(read) && !/nan|inf/i.test(source)) return source
  if (typeof read === 'number' && !roundsNumbers && !isExact(read, source))
    throw new Refused(
      'A whole number of more than 15 digits would be rounded: quote it if it is text',
      offset,
    )
  return read
}

const TYPES: Record<string, string> = { int: 'number', float: 'number', bool: 'boolean', null: 'object' }

function fromBase64(source: string, offset: number): string {
  const packed = source.replace(/\s/g, '')
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed))
    throw new Unreadable('this is not valid base64', offset)
  return Buffer.from(packed, 'base64').toString('utf8')
}

/** kubectl keeps whole numbers of 64 bits, and JSON here keeps 53. */
function isExact(value: number, source: string): boolean {
  return Number.isSafeInteger(value) || !Number.isInteger(value) || !/^[-+]?\d{1,19}$/.test(source)
}
