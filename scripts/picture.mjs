// Draws the rooms of `src/` into docs/architecture.md.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { readFiles, reduce, roomOf, rooms } from './rooms.mjs'
import { ready } from './start/ready.mjs'

const USAGE = `usage: npm run picture -- [--check]
  Draws the rooms of src/ into docs/architecture.md.
  --check  write nothing; only report whether the picture is out of date`

const EXAMPLES = `examples:
  npm run picture
  npm run picture -- --check`

const DOCUMENT = fileURLToPath(new URL('../docs/architecture.md', import.meta.url))

/** The document has one picture. */
const PICTURE = /```mermaid\n[^`]*```/

await ready()
const { check, help } = readOptions()
if (help) {
  console.log(`${USAGE}\n\n${EXAMPLES}`)
  process.exit(0)
}
const text = readFileSync(DOCUMENT, 'utf8')
const picture = draw(readFiles())
if (!check) writeFileSync(DOCUMENT, text.replace(PICTURE, picture))
else if (!text.includes(picture)) {
  console.error('The picture in docs/architecture.md is out of date. Run `npm run picture`.')
  process.exit(1)
}

function readOptions() {
  try {
    return parseArgs({ options: { check: { type: 'boolean' }, help: { type: 'boolean' } } }).values
  } catch (error) {
    console.error(`${error.message}\n${USAGE}`)
    process.exit(2)
  }
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
