import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { runCommand } from '../src/cli/command.ts'
import { readCommandLine, wholeNumber } from '../src/cli/command-line.ts'
import { EXIT } from '../src/cli/exit.ts'
import { handInNeighbour, neighbours } from '../src/conformance/neighbours.ts'
import { unknownName } from '../src/diagnosis/unknown-name.ts'
import { median } from '../src/gradebook/class/statistics.ts'
import type { Report } from '../src/report/report.ts'
import { fixture, root } from '../src/setup/paths.ts'
import { ensureSetup } from '../src/setup/setup.ts'
import { $ } from '../src/setup/shell.ts'
import { workshop } from '../src/workshop/workshop.ts'

const REFERENCE = 'reference'

const USAGE = `usage: npm run bench:beside -- [TIMES] [NEIGHBOUR…]
  TIMES      how often each is measured; default: once
  NEIGHBOUR  an attack to grade beside; default: all of
${neighbours.map((name) => `             ${name}`).join('\n')}`

const EXAMPLES = ['npm run bench:beside', 'npm run bench:beside -- 3 memory-hog fork-bomb']

/** What the reference took beside one neighbour, each time. */
interface Beside {
  neighbour: string
  seconds: number[]
  scores: number[]
  /** Whether all of them were full. */
  areFull: boolean
}

const readRequest = () =>
  readCommandLine(
    { usage: USAGE, examples: EXAMPLES, options: {}, takesArguments: true },
    (_, [first = '1', ...rest]) => {
      const isNumber = /^\d/.test(first)
      const named = isNumber ? rest : [first, ...rest]
      const unknown = named.find((name) => !(neighbours as readonly string[]).includes(name))
      if (unknown) throw new Error(unknownName('neighbour', unknown, neighbours))
      return {
        times: isNumber ? wholeNumber('TIMES', first) : 1,
        chosen: named.length > 0 ? named : [...neighbours],
      }
    },
  )

/** Grades two folders at the same time, each by a process of its own, and returns the report of the first. */
async function gradeBeside(one: string, other: string, out: string, signal: AbortSignal): Promise<Report> {
  const grade = (folder: string, name: string) =>
    $({ cwd: root, signal })`npm run grade -- ${folder} --out ${path.join(out, name)}`
  await Promise.all([grade(one, 'one'), grade(other, 'other')])
  return JSON.parse(await readFile(path.join(out, 'one', 'report.json'), 'utf8'))
}

function render(all: Beside[]): string {
  const usual = median(all.find(({ neighbour }) => neighbour === REFERENCE)?.seconds ?? [])
  const rows = all.map(({ neighbour, seconds, scores }) => {
    const took = median(seconds)
    const cells = [Math.min(...scores).toFixed(0), took.toFixed(0), (took / usual).toFixed(2)]
    return neighbour.padEnd(26) + cells.map((cell) => cell.padStart(9)).join('')
  })
  const heading = 'beside'.padEnd(26) + ['score', 'seconds', 'times'].map((cell) => cell.padStart(9)).join('')
  return ['The reference, graded beside a neighbour.', heading, ...rows].join('\n')
}

async function main(signal: AbortSignal): Promise<number> {
  const { times, chosen } = readRequest()
  await ensureSetup(workshop.app, signal)
  const folder = await mkdtemp(path.join(tmpdir(), 'assay-bench-'))
  try {
    const reference = path.join(folder, REFERENCE)
    await cp(fixture('reference'), reference, { recursive: true })
    const all: Beside[] = []
    for (const neighbour of [REFERENCE, ...chosen]) {
      const other = neighbour === REFERENCE ? reference : await handInNeighbour(workshop, neighbour, folder)
      const measured: Beside = { neighbour, seconds: [], scores: [], areFull: true }
      for (let i = 1; i <= times && !signal.aborted; i++) {
        const out = path.join(folder, 'reports', `${neighbour}-${i}`)
        const { score, outOf, seconds } = await gradeBeside(reference, other, out, signal)
        measured.seconds.push(seconds.cluster + seconds.checks)
        measured.scores.push(score)
        measured.areFull &&= score === outOf
      }
      if (signal.aborted) return EXIT.interrupted
      all.push(measured)
      process.stderr.write(`${neighbour}: ${measured.seconds.join(', ')} s, ${measured.scores.join(', ')}\n`)
    }
    console.log(`\n${render(all)}`)
    return all.every(({ areFull }) => areFull) ? EXIT.passed : EXIT.failed
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

await runCommand(main)
