import { Composer, type CST, type Document, Lexer, LineCounter, Parser } from 'yaml'
import { caps } from './caps.ts'
import { kubectlYaml } from './dialect.ts'
import type { Json } from './json.ts'
import { type Budget, Refused, writeOut } from './plain.ts'
import { type Position, type Positions, printable } from './position.ts'
import { error, type Problem } from './problem.ts'

/** One document of a file, read. */
export type Content = { value: Json; positions: Positions }

/** The documents of a text that are not empty, and what is wrong with the rest. */
export function readDocuments(
  source: string,
  file: string,
  budget: Budget = { values: caps.allValues },
): { contents: Content[]; problems: Problem[] } {
  const text = source.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')
  const lines = text.split('\n')
  const counter = new LineCounter()
  const contents: Content[] = []
  const problems: Problem[] = []

  function at(offset: number): Position {
    const { line, col } = counter.linePos(offset)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), text: printable(lines[line - 1] ?? '') }
  }

  function refuse(cause: unknown): void {
    if (!(cause instanceof Refused)) throw cause
    problems.push(error(`${cause.message}.`, at(cause.offset)))
  }

  function read(document: Document.Parsed): void {
    const wrong = faults(document)
    for (const { message, pos } of wrong)
      problems.push(error(`Not YAML that kubectl can read: ${message}.`, at(pos[0])))
    if (wrong.length > 0) return
    try {
      const { yaml } = document.directives
      if (yaml.explicit && yaml.version !== '1.1') throw new Refused('kubectl reads YAML 1.1 only', 0)
      const content = writeOut(document, at, budget)
      if (content.value !== null) contents.push(content)
    } catch (cause) {
      refuse(cause)
    }
  }

  try {
    let count = 0
    for (const document of new Composer(kubectlYaml).compose(tokens(text, counter))) {
      count += 1
      if (count > caps.documents)
        throw new Refused(`More than ${caps.documents} documents in a file`, document.range[0])
      read(document)
    }
  } catch (cause) {
    refuse(cause)
  }
  return { contents, problems }
}

// One mistake makes the parser stumble many times; the first few are the ones worth reading.
function faults(document: Document.Parsed) {
  return [...document.errors, ...document.warnings.filter(({ code }) => code === 'TAG_RESOLVE_FAILED')].slice(
    0,
    3,
  )
}

// The parser keeps its own stack and the composer recurses, so depth is stopped between the two.
function* tokens(text: string, counter: LineCounter): Generator<CST.Token> {
  const parser = new Parser(counter.addNewLine)
  counter.addNewLine(0)
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme)
    if (parser.stack.length > caps.depth + 2)
      throw new Refused(`Nested more than ${caps.depth} levels deep`, parser.offset)
  }
  yield* parser.end()
}
