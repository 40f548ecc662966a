import path from 'node:path'
import type { Report } from '../../report/report.ts'
import type { Html } from '../html.ts'
import { renderFigure } from './figure.ts'
import { drawLife } from './life.ts'
import { drawOverTime } from './over-time.ts'
import type { Picture } from './picture.ts'
import { drawPods } from './pods.ts'
import { fileOfTable, type Row, readTable } from './tables.ts'

/** Each table of evidence that is drawn, by the name of its file. */
const KINDS: [table: string, draw: (rows: Row[]) => Picture | undefined][] = [
  ['timeline.csv', drawOverTime],
  ['pods.csv', drawPods],
  ['life.csv', drawLife],
]

/** Draws the tables that the folder of a report has for its checks. One that cannot be drawn is left out. */
export function drawPictures(folder: string, { checks }: Report): Map<string, Html[]> {
  const pictures = checks.map(({ id }): [string, Html[]] => [
    id,
    isPlain(id) ? KINDS.flatMap(([table, draw]) => drawTable(folder, id, table, draw) ?? []) : [],
  ])
  return new Map(pictures.filter(([, drawn]) => drawn.length > 0))
}

/** A report may come from elsewhere: no id of a check leads out of the folder. */
const isPlain = (id: string) => /^[\w-]+$/.test(id)

function drawTable(folder: string, id: string, table: string, draw: (rows: Row[]) => Picture | undefined) {
  const file = fileOfTable(id, table)
  try {
    const picture = draw(readTable(path.join(folder, file)))
    return picture && renderFigure(picture, id, file)
  } catch {
    return undefined
  }
}
