/** The text of a file: as it is, or in pieces of which some are repeated, so that a large file has a small case. */
export type FileText = string | Piece[]

type Piece = string | Repeated

interface Repeated {
  repeat: string
  times: number
}

/** Stands in a repeated text for how often it was written so far, from 1 on. */
const NUMBER = 'NUMBER'

/** Writes a file's text out. */
export function textOf(text: FileText): string {
  if (typeof text === 'string') return text
  return text.map((piece) => (typeof piece === 'string' ? piece : repeated(piece))).join('')
}

const repeated = ({ repeat, times }: Repeated) =>
  Array.from({ length: times }, (_, i) => repeat.replaceAll(NUMBER, String(i + 1))).join('')
