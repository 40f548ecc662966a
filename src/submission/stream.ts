import { KUBECTL, type Reader } from './dialect.ts'

/** A document of a file as kubectl takes it out, and where it begins in the text. */
export type Chunk = { text: string; from: number }

/**
 * The documents of a file; `broken` is the place from which kubectl cannot separate documents and reads no
 * further.
 */
export type Stream = { chunks: Chunk[]; broken?: { message: string; from: number } }

/**
 * Splits a text into documents as kubectl does. A text that begins with a brace is a sequence of JSON
 * objects. Any other is YAML: each line that begins with `---` ends a document, even inside a block of text.
 */
export function takeApart(text: string, { readsJson }: Pick<Reader, 'readsJson'> = KUBECTL): Stream {
  const objects = readsJson && /^\s*\{/.test(text) ? jsonObjects(text) : []
  const from = objects.reduce((_, { text, from }) => from + text.length, 0)
  const rest = text.slice(from)
  if (objects.length > 1 && rest.trim() !== '')
    return {
      chunks: objects,
      broken: { message: 'Not JSON', from: from + rest.search(/\S/) },
    }
  const { chunks, ...broken } = yamlDocuments(rest, from)
  return { chunks: [...objects, ...chunks], ...broken }
}

function jsonObjects(text: string): Chunk[] {
  const objects: Chunk[] = []
  for (let from = 0; ; ) {
    from += (/^[ \t\n\r]*/.exec(text.slice(from)) ?? [''])[0].length
    const end = endOfObject(text, from)
    if (end === undefined || !isJson(text.slice(from, end))) return objects
    objects.push({ text: text.slice(from, end), from })
    from = end
  }
}

/** Where the object that begins at a place ends, braces in its strings aside. */
function endOfObject(text: string, from: number): number | undefined {
  if (text[from] !== '{') return undefined
  let [depth, isInString] = [0, false]
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at]
    if (isInString && sign === '\\') at += 1
    else if (sign === '"') isInString = !isInString
    else if (!isInString && sign === '{') depth += 1
    else if (!isInString && sign === '}') depth -= 1
    if (depth === 0) return at + 1
  }
  return undefined
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function yamlDocuments(text: string, offset: number): Stream {
  const chunks: Chunk[] = []
  let begin = 0
  let at = 0
  const end = (until: number) => {
    const isMarked = text[begin] === '\ufeff' && begin < until
    const from = isMarked ? begin + 1 : begin
    // To kubectl a line of YAML may end in these, too.
    const chunk = text.slice(from, until).replace(/[\r\u0085]/g, '\n')
    if (chunk !== '') chunks.push({ text: chunk, from: offset + from })
  }
  while (at < text.length) {
    const next = text.indexOf('\n', at) + 1 || text.length
    const line = text.slice(at, next)
    if (line.startsWith('---')) {
      const more = line.slice(3).trim()
      if (more !== '' && !more.startsWith('#')) {
        const message = 'nothing may follow `---` on its line'
        return { chunks, broken: { message, from: offset + at + line.indexOf(more, 3) } }
      }
      end(at)
      begin = next
    }
    at = next
  }
  end(text.length)
  return { chunks }
}
