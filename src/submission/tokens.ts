import { type CST, Lexer, Parser } from 'yaml'
import { limits } from './limits.ts'
import { Refused, Unreadable } from './unreadable.ts'

/** What the lexer puts before a document, and before the text of a plain scalar or a block. */
const [DOCUMENT, SCALAR] = ['\u0002', '\u001f']

/**
 * The tokens of a document. Throws {@link Unreadable} if kubectl takes no tab, and no directive. The parser keeps its
 * own stack and the composer recurses, so depth is stopped between the two.
 */
export function* tokens(text: string): Generator<CST.Token> {
  const parser = new Parser()
  const tabs = new Tabs(text)
  let isBegun = false
  for (const lexeme of lexer().lex(text)) {
    tabs.mustFit(lexeme, parser.offset)
    // A line of three dashes ends a document here, so that none can follow a directive.
    if (lexeme === DOCUMENT) isBegun = true
    if (lexeme.startsWith('%') && !isBegun)
      throw new Unreadable('directives (%) are not supported', parser.offset)
    yield* parser.next(lexeme)
    if (parser.stack.length > limits.depth + 2)
      throw new Refused(`Nested more than ${limits.depth} levels deep`, parser.offset)
  }
  yield* parser.end()
}

/** The parser's lexer ends what stands in braces at a line that is not indented; to kubectl no such line ends it. */
function lexer(): Lexer {
  const lexer = new Lexer()
  const state = lexer as unknown as { flowLevel: number }
  let indent = 0
  Object.defineProperty(lexer, 'indentNext', {
    get: () => (state.flowLevel > 0 ? 0 : indent),
    set: (value: number) => {
      indent = value
    },
  })
  return lexer
}

/**
 * Where a tab may stand: in braces, and where nothing can begin. Behind a plain text kubectl looks for more of it on the
 * next lines, and there a tab is a space if it stands deeper than the text's mapping or list.
 */
class Tabs {
  private flow = 0
  private mayBegin = true
  private isScalar = false
  /** Where the plain text begins that may go on, if there is one. */
  private plain: number | undefined

  constructor(private readonly text: string) {}

  mustFit(lexeme: string, offset: number): void {
    if (lexeme === '{' || lexeme === '[') this.flow += 1
    if (lexeme === '}' || lexeme === ']') this.flow -= 1
    const tab = this.flow === 0 && this.mayBegin && /^ *\t/.test(lexeme) ? lexeme.indexOf('\t') : -1
    if (tab >= 0 && !this.isDeeper(offset + tab))
      throw new Unreadable('a line or an item begins with a tab', offset)
    const isBlank = /^\s*$/.test(lexeme)
    if (this.isScalar) this.plain = offset
    else if (!isBlank && lexeme !== SCALAR) this.plain = undefined
    const isMark = lexeme === DOCUMENT || lexeme === '\ufeff'
    this.mayBegin = /\n$|^[-?]$/.test(lexeme) || (this.mayBegin && (isMark || /^ *$/.test(lexeme)))
    this.isScalar = lexeme === SCALAR
  }

  /** Whether a place belongs to a plain text that may go on. */
  private isDeeper(offset: number): boolean {
    return this.plain !== undefined && this.columnOf(offset) > this.depthOf(this.plain)
  }

  private columnOf(offset: number): number {
    return offset - this.text.lastIndexOf('\n', offset - 1) - 1
  }

  /** The column of the key that a text is the value of, or of the dash before it. */
  private depthOf(offset: number): number {
    const before = this.text.slice(offset - this.columnOf(offset), offset)
    const [all = '', indent = '', dashes = ''] = /^( *)((?:- +)*)/.exec(before) ?? []
    if (all === before && dashes !== '') return (indent + dashes).trimEnd().length - 1
    return indent.length + dashes.length
  }
}
