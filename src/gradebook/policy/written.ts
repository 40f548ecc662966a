import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type ParsedNode,
  parseDocument,
  type YAMLError,
  type YAMLWarning,
} from 'yaml'

/** A value of a YAML file, and the line on which it begins, from 1. */
export interface Written {
  line: number
  value: string | Written[] | Map<string, Keyed>
  /** Whether it is text for its quotes or its block, so that it is no number. */
  isQuoted: boolean
}

/** A value, and the line of its key. */
export interface Keyed {
  keyLine: number
  written: Written
}

/** Takes a mistake: the line on which it is, and what it is. */
export type Tell = (line: number, mistake: string) => void

/**
 * Reads one document of YAML in which every scalar is a text: a learner's number keeps its zeros. Tells about whatever
 * is not plain: syntax, tags, aliases, keys that are there twice. Returns nothing if there is no value.
 */
export function readWritten(text: string, tell: Tell): Written | undefined {
  const counter = new LineCounter()
  const options = { schema: 'failsafe', uniqueKeys: false, prettyErrors: false } as const
  const document = parseDocument(text, { ...options, lineCounter: counter })
  const lineOf = (offset = 0) => Math.max(counter.linePos(offset).line, 1)
  const [fault] = [...document.errors, ...document.warnings]
  if (fault) tell(lineOf(fault.pos[0]), inWords(fault))
  if (fault || document.contents === null) return undefined

  const startOf = (node: ParsedNode | null) => lineOf(node?.range[0])

  function visit(node: ParsedNode | null): Written {
    const line = startOf(node)
    if (isAlias(node)) tell(line, `*${node.source} is an alias: write out what it stands for.`)
    if (isMap(node)) return { line, value: visitMap(node.items), isQuoted: false }
    if (isSeq(node)) return { line, value: node.items.map(visit), isQuoted: false }
    const value = isScalar(node) ? `${node.value ?? ''}` : ''
    return { line, value, isQuoted: isScalar(node) && node.type !== 'PLAIN' }
  }

  function visitMap(items: { key: ParsedNode; value: ParsedNode | null }[]): Map<string, Keyed> {
    const keys = new Map<string, Keyed>()
    for (const { key, value } of items) {
      const keyLine = startOf(key)
      const name = isScalar(key) ? `${key.value}` : ''
      const before = keys.get(name)
      if (!isScalar(key)) tell(keyLine, 'a key must be a text.')
      else if (before) tell(keyLine, `${name} is already on line ${before.keyLine}.`)
      else keys.set(name, { keyLine, written: visit(value) })
    }
    return keys
  }

  return visit(document.contents)
}

function inWords({ code, message }: YAMLError | YAMLWarning): string {
  if (code === 'MULTIPLE_DOCS') return 'a second document begins here, but a policy is one.'
  return `it cannot be read as YAML: ${message.replace(/\.$/, '')}.`
}
