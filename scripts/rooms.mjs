// The rooms of `src/`, and which imports from which.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** In their order: each may import from those before it, and from none behind it. */
export const rooms = [
  'output',
  'setup',
  'submission',
  'cluster',
  'waiting',
  'diagnosis',
  'matchers',
  'verdict',
  'report',
  'page',
  'cli',
  'grade',
  'gradebook',
  'batch',
  'conformance',
  'doctor',
  'workshop',
]

const src = fileURLToPath(new URL('../src', import.meta.url))

/** The TypeScript files of `src/`: the path of each from there, its room, its text, and the paths that it imports. */
export function readFiles() {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => {
      const text = readFileSync(path.join(src, file), 'utf8')
      return { file, room: roomOf(file), text, imports: importsIn(file, text) }
    })
}

/** The room of a path in `src/`. */
export const roomOf = (file) => file.split(path.sep)[0]

function importsIn(file, text) {
  const imports = text.matchAll(/(?:from|import|import\() ?'(\.[^']+)'/g)
  return [...imports].map(([, target]) => path.join(path.dirname(file), target))
}

/**
 * The arrows of a graph without those that a longer way replaces. Takes, of each node, the nodes that it points to;
 * the graph has no circle.
 */
export function reduce(graph) {
  const reachable = (node) => new Set(graph.get(node).flatMap((next) => [next, ...reachable(next)]))
  return [...graph].flatMap(([from, targets]) =>
    targets.filter((to) => !targets.some((other) => reachable(other).has(to))).map((to) => [from, to]),
  )
}
