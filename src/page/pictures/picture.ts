import type { Html } from '../html.ts'

/** A picture, and the same in words and in a table. */
export interface Picture {
  title: string
  /** The panels from top to bottom, each with what its lines mean. */
  panels: Html[]
  /** What it shows, in one sentence or a few. */
  sentence: string
  table: { head: string[]; rows: string[][] }
}

/** Seconds as they are told. */
export const inSeconds = (seconds: number) => `${Number(seconds.toFixed(1))} s`

/** So many rows at most, evenly picked, the first and the last among them. */
export function thin<Row>(rows: Row[], most: number): Row[] {
  if (rows.length <= most) return rows
  const step = (rows.length - 1) / (most - 1)
  return Array.from({ length: most }, (_, i) => rows[Math.round(i * step)] as Row)
}
