import { Document } from 'yaml'
import { isObject, type Json, type JsonObject } from '../../submission/json.ts'
import { limits } from '../../submission/limits.ts'

/** How documents are written down; none of it has a meaning. */
export interface Style {
  isJson: boolean
  quotes: 'PLAIN' | 'QUOTE_SINGLE' | 'QUOTE_DOUBLE'
  /** Spaces for each level. */
  indent: 2 | 4
  /** Writes collections in braces and brackets. */
  isFlow: boolean
  /** Writes collections that are there twice as an anchor and an alias. */
  hasAnchors: boolean
  hasComments: boolean
  hasCarriageReturns: boolean
  hasByteOrderMark: boolean
}

/** The style of a file before it is rewritten. */
export const PLAIN: Style = {
  isJson: false,
  quotes: 'PLAIN',
  indent: 2,
  isFlow: false,
  hasAnchors: false,
  hasComments: false,
  hasCarriageReturns: false,
  hasByteOrderMark: false,
}

/** Writes the documents of one file. */
export function write(documents: JsonObject[], style: Style): string {
  const text = style.isJson
    ? documents.map((document) => `${JSON.stringify(document, null, style.indent)}\n`).join('')
    : documents.map((document) => writeYaml(document, style)).join(separator(style))
  const ended = style.hasCarriageReturns ? text.replaceAll('\n', '\r\n') : text
  return style.hasByteOrderMark ? `\ufeff${ended}` : ended
}

const separator = ({ hasComments }: Style) =>
  hasComments ? '---\n# Nothing here yet.\n--- # The next one.\n' : '---\n'

function writeYaml(value: JsonObject, { quotes, indent, isFlow, hasAnchors, hasComments }: Style): string {
  const shared = hasAnchors ? sharing(value) : value
  const document = new Document(shared, { version: '1.1', aliasDuplicateObjects: hasAnchors })
  if (hasComments) {
    document.commentBefore = ' What was applied: by hand, "one by one".'
    document.comment = ' kind: nothing'
  }
  return document.toString({
    indent,
    collectionStyle: isFlow ? 'flow' : 'any',
    defaultStringType: quotes,
    defaultKeyType: 'PLAIN',
  })
}

/** Equal collections become one, so that each but the first is written as an alias; as many as a reader may expand. */
function sharing(value: JsonObject): JsonObject {
  const known = new Map<string, Json>()
  let aliases = 0
  const visit = (one: Json): Json => {
    if (typeof one !== 'object' || one === null || Object.keys(one).length === 0) return one
    const text = JSON.stringify(one)
    const same = known.get(text)
    if (same !== undefined && aliases < limits.aliases) {
      aliases += 1
      return same
    }
    const copy = Array.isArray(one)
      ? one.map(visit)
      : Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, visit(inner)]))
    known.set(text, copy)
    return copy
  }
  const shared = visit(value)
  return isObject(shared) ? shared : value
}
