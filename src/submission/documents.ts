import { Composer, type Document, LineCounter } from 'yaml'
import { KUBECTL, kubectlYaml, type Reader } from './dialect.ts'
import type { Json } from './json.ts'
import { limits } from './limits.ts'
import { type Position, type Positions, printable } from './position.ts'
import { error, note, type Problem } from './problem.ts'
import { findSlip } from './slips.ts'
import { type Chunk, takeApart } from './stream.ts'
import { tokens } from './tokens.ts'
import { Refused, Unreadable } from './unreadable.ts'
import { type Budget, toJson, wholeBudget } from './yaml-to-json.ts'

/** One document of a file, read. */
export type Content = { value: Json; positions: Positions }

/**
 * The documents of a file that are not empty, and its problems. Reading stops at the first unreadable
 * document.
 */
export type Documents = { contents: Content[]; problems: Problem[] }

/** Reads the documents of a text as kubectl does, or Helm. */
export function readDocuments(
  source: string,
  file: string,
  budget: Budget = wholeBudget(),
  reader: Reader = KUBECTL,
): Documents {
  const text = source.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')
  const lines = text.split('\n')
  const counter = new LineCounter()
  counter.addNewLine(0)
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) counter.addNewLine(at + 1)
  const contents: Content[] = []
  const problems: Problem[] = []

  function at(offset: number): Position {
    const { line, col } = counter.linePos(offset)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), text: printable(lines[line - 1] ?? '') }
  }

  function read({ text: chunk, from }: Chunk): void {
    const control = chunk.search(CONTROL)
    if (control >= 0) throw new Unreadable(nameOf(chunk, control), control)
    const document = new Composer(kubectlYaml).compose(tokens(chunk)).next().value
    if (!document) return
    const [wrong] = faults(document)
    if (wrong) throw new Unreadable(wrong.message, wrong.pos[0])
    const { value, positions, notes } = toJson(document, chunk, (offset) => at(from + offset), {
      budget,
      reader,
    })
    problems.push(...notes.map(({ message, offset }) => note(message, at(from + offset))))
    const more = chunk.slice(document.range[2]).search(/^(?!\.\.\.|[ \t]*(?:#|$)).*\S/m)
    if (more >= 0) problems.push(note(NOT_REACHED, at(from + document.range[2] + more)))
    if (value !== null) contents.push({ value, positions })
  }

  function refuse(cause: unknown, from: number, isLast: boolean): void {
    if (!(cause instanceof Refused)) throw cause
    const rest = isLast ? '' : ` ${reader.name} stops reading this file here.`
    const place = at(from + cause.offset)
    const slip = cause instanceof Unreadable && findSlip(lines, place.line)
    const start = slip ? (counter.lineStarts[slip.line - 1] ?? 0) : 0
    const said = slip ? slip.message : cause.message
    const what = cause instanceof Unreadable ? `${reader.name} cannot read this YAML: ${said}` : said
    problems.push(error(`${what}.${rest}`, slip ? at(start + slip.column - 1) : place))
  }

  const { chunks, broken } = takeApart(text, reader)
  for (const [i, chunk] of chunks.entries()) {
    try {
      if (i >= limits.documents) throw new Refused(`More than ${limits.documents} documents in a file`, 0)
      read(chunk)
    } catch (cause) {
      refuse(cause, chunk.from, i === chunks.length - 1)
      return { contents, problems }
    }
  }
  if (broken) refuse(new Unreadable(broken.message, broken.from), 0, false)
  return { contents, problems }
}

/** What YAML does not print; a tab and the ends of lines are none. */
const CONTROL = /[^\P{Cc}\t\n\r\u0085]|\ufffe|\uffff/u

function nameOf(text: string, at: number): string {
  const code = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')
  return `it contains a control character (U+${code})`
}

const NOT_REACHED = 'kubectl ignores all text from `...` to the next `---`.'

// What a tag is worth is looked up in scalars.ts, and where a tab may stand in tokens.ts.
function faults({ errors }: Document.Parsed) {
  return errors.filter(({ code }) => code !== 'TAG_RESOLVE_FAILED' && code !== 'TAB_AS_INDENT')
}
