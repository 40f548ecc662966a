import { getOwn } from './json.ts'
import { limits } from './limits.ts'

/** A place in the submission; line and column count from 1, `text` is that line, safe to print. */
export type Position = { file: string; line: number; column: number; text: string }

/** JSON path (`spec.template.spec.containers[0].image`) → where its value stands; `""` is the document. */
export type Positions = Record<string, Position>

const plainKey = /^[\w-]+$/
const lastStep = /(?:^|\.)[\w-]+$|\[\d+\]$|\["(?:[^"\\]|\\.)*"\]$/

/** Adds a key or an index to a JSON path: `a.b`, `a[0]`, `a["b.c/d"]`. */
export function step(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`
  if (!plainKey.test(key)) return `${path}[${JSON.stringify(key)}]`
  return path === '' ? key : `${path}.${key}`
}

/** The position of a path, or of its nearest ancestor that is written down. */
export function locate(from: { positions: Positions }, path: string): Position | undefined {
  let here = path
  for (;;) {
    const found = getOwn(from.positions, here)
    if (found !== undefined || here === '') return found
    const parent = here.replace(lastStep, '')
    here = parent === here ? '' : parent
  }
}

/** Takes away what a terminal or a reader would obey instead of see, and limits the length. */
export function printable(line: string): string {
  return line
    .slice(0, limits.lineText)
    .replaceAll('\t', ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
}

/** A file name, with control characters shown as `\u{a}`. */
export function printableName(path: string): string {
  return path.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (c) => `\\u{${c.codePointAt(0)?.toString(16)}}`)
}

/** The start of a file. */
export function startOf(file: string, text = ''): Position {
  return { file, line: 1, column: 1, text: printable(text.split('\n', 1)[0] ?? '') }
}
