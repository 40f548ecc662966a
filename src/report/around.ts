import { printable } from '../submission/position.ts'
import { cutLine } from './quote.ts'
import type { CheckResult } from './report.ts'

/** Lines that are kept before and after the one that is quoted: enough to know the field above it. */
const EACH_SIDE = 2

/**
 * A result with the lines around the one that it quotes. `texts` are the learner's, by file. The result stays as it is if
 * the text has another line there by now, or is not the learner's.
 */
export function withLinesAround(check: CheckResult, texts: Map<string, string>): CheckResult {
  const { at } = check
  const lines = at && texts.get(at.file)?.split('\n')
  if (!lines || printable(lines[at.line - 1] ?? '').trim() !== at.text.trim()) return check
  const first = Math.max(1, at.line - EACH_SIDE)
  const around = lines.slice(first - 1, at.line + EACH_SIDE).map(cutLine)
  return { ...check, at: { ...at, around: { line: first, lines: around } } }
}
