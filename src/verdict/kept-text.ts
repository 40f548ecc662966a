import { stringify } from 'yaml'
import { asSeen } from '../output/sanitize.ts'
import { isObject, type Json, setOwn } from '../submission/json.ts'

/**
 * A text of evidence, added part by part, up to a number of bytes. Foreign text is kept in visible characters
 * only. If the limit was reached, the last line says so.
 */
export class KeptText {
  private readonly parts: string[] = []
  private leftOut = 0

  constructor(private left: number) {}

  /** Bytes that still fit. */
  get room(): number {
    return this.left
  }

  /** Adds lines, up to the first one that does not fit. */
  add(text: string): void {
    for (const line of text.split('\n')) this.keep(`${asSeen(line).replaceAll('\n', ' ')}\n`)
  }

  /** Adds an object as a document of YAML, whole or not at all. */
  addObject(object: unknown): void {
    // Written out as YAML it is larger, but by its indentation alone.
    const json = JSON.stringify(object)
    if (json.length > this.left) this.keep(undefined)
    else this.keep(`${this.parts.length > 0 ? '---\n' : ''}${stringify(seenIn(JSON.parse(json)))}`)
  }

  toString(): string {
    const more = this.leftOut > 0 ? `# ${this.leftOut} more are left out.\n` : ''
    return this.parts.join('') + more
  }

  private keep(part: string | undefined): void {
    const bytes = part === undefined ? Number.POSITIVE_INFINITY : Buffer.byteLength(part)
    if (this.leftOut > 0 || bytes > this.left) this.leftOut += 1
    else {
      this.left -= bytes
      this.parts.push(part ?? '')
    }
  }
}

/** Every text in an object as characters that are seen, its keys too. */
function seenIn(value: Json): Json {
  if (typeof value === 'string') return asSeen(value)
  if (Array.isArray(value)) return value.map(seenIn)
  if (!isObject(value)) return value
  const seen = {}
  for (const [key, one] of Object.entries(value)) setOwn<Json>(seen, asSeen(key), seenIn(one))
  return seen
}
