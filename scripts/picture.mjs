// `npm run picture` draws the rooms of `src/` into docs/architecture.md. With `--check` it only says whether the picture
// there is out of date.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readFiles, reduce, roomOf, rooms } from './rooms.mjs'
import { ready } from './start/ready.mjs'

const DOCUMENT = fileURLToPath(new URL('../docs/architecture.md', import.meta.url))

/** The document has one picture. */
const PICTURE = /```mermaid\n[^`]*```/

await ready()
const text = readFileSync(DOCUMENT, 'utf8')
const picture = draw(readFiles())
if (!process.argv.includes('--check')) writeFileSync(DOCUMENT, text.replace(PICTURE, picture))
else if (!text.includes(picture)) {
  console.error('The picture in docs/architecture.md is out of date. Run `npm run picture`.')
  process.exit(1)
}

/** A Mermaid flowchart: the rooms with their share of the lines, and an arrow to each room that another imports from. */
function draw(files) {
  const sources = files.filter(({ file }) => !file.endsWith('.test.ts'))
  const boxes = rooms.map((room) => {
    const share = linesOf(sources.filter((one) => one.room === room)) / linesOf(sources)
    return `  ${room}["${room} ${(100 * share).toFixed(0)} %"]`
  })
  const graph = new Map(rooms.map((room) => [room, importedBy(room, sources)]))
  const arrows = reduce(graph).map(([from, to]) => `  ${from} --> ${to}`)
  return ['```mermaid', 'flowchart BT', ...boxes, ...arrows, '```'].join('\n')
}

function linesOf(files) {
  return files.reduce((sum, { text }) => sum + text.split('\n').length, 0)
}

/** The earlier rooms that a room imports from; rooms.test.mjs finds an import from a later one. */
function importedBy(room, sources) {
  const imports = sources.filter((one) => one.room === room).flatMap((one) => one.imports)
  const targets = new Set(imports.map(roomOf))
  return rooms.slice(0, rooms.indexOf(room)).filter((other) => targets.has(other))
}
