import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { runCommand } from '../src/cli/command.ts'
import { readCommandLine, wholeNumber } from '../src/cli/command-line.ts'
import { EXIT } from '../src/cli/exit.ts'
import { unknownName } from '../src/diagnosis/unknown-name.ts'
import { median } from '../src/gradebook/class/statistics.ts'
import { fixture, root } from '../src/setup/paths.ts'

const USAGE = `usage: npm run bench:watch -- [SAVES] [ROW]…
  SAVES  how often a file of each section is saved; default: 10
  ROW    a row of the table; default: all of them`

const EXAMPLES = ['npm run bench:watch', 'npm run bench:watch -- 4 Helm scaling']

/** A mistake in a file, and the words with which the watch tells it. */
interface Mistake {
  section: string
  file: string
  right: string
  wrong: string
  told: string
  /** The words with which it tells that the mistake is gone; without them that save is not timed. */
  gone?: string
}

/** Vitest's words at the end of a run. */
const AT_REST = 'for file changes'

const verdictOf = (check: string) => ({
  told: `${check}: pass → fail`,
  gone: `${check}: fail → pass`,
})

/** A change that leaves every verdict as it is, so that the section runs to its end. */
const HARMLESS = {
  file: 'api-deployment.yaml',
  right: 'memory: 50Mi',
  wrong: 'memory: 51Mi',
  told: AT_REST,
  gone: AT_REST,
}

/** What the API's container requests, and its limit. */
const RESOURCES = `resources:
            requests:
              cpu: 50m
              memory: 50Mi
            limits:
              memory: 128Mi`

/** In the folder that is watched lies the reference, and the API of section 9. */
const MISTAKES: Record<string, Mistake> = {
  unreadable: {
    section: 'helm',
    file: 'values.yaml',
    right: 'ingress:',
    wrong: 'ingress: [',
    told: 'problem',
  },
  refused: {
    section: 'autoscaling',
    file: 'hpa.yaml',
    right: 'minReplicas:',
    wrong: 'minimumReplicas:',
    told: 'kubectl refuses HorizontalPodAutoscaler',
  },
  Helm: {
    section: 'helm',
    file: 'values.yaml',
    right: 'enabled: true',
    wrong: 'enabled: false',
    ...verdictOf('app-served-through-ingress'),
  },
  claim: {
    section: 'postgres',
    file: 'postgres-statefulset.yaml',
    right: 'storage: 500M',
    wrong: 'storage: 5G',
    ...verdictOf('claim-size'),
  },
  data: {
    section: 'postgres',
    file: 'postgres-statefulset.yaml',
    right: 'mountPath: /var/lib/postgresql/data',
    wrong: 'mountPath: /data',
    ...verdictOf('data-survives'),
  },
  scaling: {
    section: 'scaling',
    file: 'api-deployment.yaml',
    right: RESOURCES,
    wrong: 'resources: {}',
    ...verdictOf('over-scaling-leaves-pods-pending'),
  },
  'all-of-scaling': { section: 'scaling', ...HARMLESS },
  'all-of-autoscaling': { section: 'autoscaling', ...HARMLESS },
}

/** A watch as its user runs it. */
class Watch {
  private readonly child: ChildProcess
  private readonly waiting = new Set<(line: string) => void>()
  private readonly ended: Promise<unknown>

  constructor(folder: string, section: string, signal: AbortSignal) {
    const args = ['scripts/start.mjs', 'grade', folder, '--section', section, '--watch']
    const env = { ...process.env, NO_COLOR: '1' }
    const child = spawn(process.execPath, args, { cwd: root, env, signal, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr])
      createInterface(stream).on('line', (line) => {
        for (const hear of this.waiting) hear(line)
      })
    this.child = child
    this.ended = once(child, 'close')
  }

  /** Resolves when it prints a line with these words. */
  hasSaid(words: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const hear = (line: string) => {
        if (!line.includes(words)) return
        this.waiting.delete(hear)
        resolve()
      }
      this.waiting.add(hear)
      const fail = () => reject(new Error(`the watch ended before it said ${words}`))
      this.ended.then(fail, fail)
    })
  }

  async end(): Promise<void> {
    this.child.kill('SIGINT')
    await this.ended.catch(() => {})
  }
}

/** The seconds from each save to the line that tells what came of it. */
async function timeSaves(mistake: Mistake, saves: number, signal: AbortSignal): Promise<number[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'assay-watched-'))
  await cp(fixture('reference'), folder, { recursive: true })
  await cp(fixture('workshop', 'api-deployment.yaml'), path.join(folder, 'api-deployment.yaml'))
  const watch = new Watch(folder, mistake.section, signal)
  try {
    await watch.hasSaid(AT_REST)
    const seconds: number[] = []
    for (let makesIt = true; seconds.length < saves; makesIt = !makesIt) {
      const words = makesIt ? mistake.told : mistake.gone
      const taken = await timeSave(watch, folder, mistake, makesIt, words ?? AT_REST)
      if (words) seconds.push(taken)
    }
    return seconds
  } finally {
    await watch.end()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Makes or mends the mistake, and returns the seconds until the watch says these words; it is at rest again then. */
async function timeSave(
  watch: Watch,
  folder: string,
  { file, right, wrong }: Mistake,
  makesIt: boolean,
  words: string,
): Promise<number> {
  const [old, by] = makesIt ? [right, wrong] : [wrong, right]
  const text = await readFile(path.join(folder, file), 'utf8')
  if (!text.includes(old)) throw new Error(`${file} does not contain ${old}`)
  const isAtRest = watch.hasSaid(AT_REST)
  const said = watch.hasSaid(words)
  const saved = performance.now()
  await writeFile(path.join(folder, file), text.replace(old, by))
  await said
  const taken = performance.now() - saved
  await isAtRest
  return taken / 1000
}

/** The rows of these names; all of them if none is named. */
function rowsNamed(names: string[]): [string, Mistake][] {
  const known = Object.keys(MISTAKES)
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined) throw new Error(unknownName('row', unknown, known))
  return Object.entries(MISTAKES).filter(([name]) => names.length === 0 || names.includes(name))
}

async function main(signal: AbortSignal): Promise<number> {
  const { saves, rows } = readCommandLine(
    { usage: USAGE, examples: EXAMPLES, options: {}, takesArguments: true },
    (_, [count = '10', ...names]) => ({ saves: wholeNumber('SAVES', count), rows: rowsNamed(names) }),
  )
  console.log(
    `${'seconds from a save'.padEnd(24)}${'min'.padStart(8)}${'median'.padStart(8)}${'max'.padStart(8)}`,
  )
  for (const [name, mistake] of rows) {
    const seconds = await timeSaves(mistake, saves, signal)
    const row = [Math.min(...seconds), median(seconds), Math.max(...seconds)]
    console.log(name.padEnd(24) + row.map((number) => number.toFixed(1).padStart(8)).join(''))
  }
  return EXIT.passed
}

await runCommand(main)
