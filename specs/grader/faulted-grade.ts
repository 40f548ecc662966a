import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { TestContext } from 'vitest'
import { readReport } from '../../src/cli/read-report.ts'
import type { Report } from '../../src/report/report.ts'
import { fixture, root } from '../../src/setup/paths.ts'
import { $ } from '../../src/setup/shell.ts'

/** A grade with an injected fault. */
export interface Faulted {
  /** The id of the section that is graded. */
  section: string
  /** The folder to grade; the reference if not given. */
  submission?: string
  /** Where the report goes; a folder of its own if not given. */
  out?: string
  env?: NodeJS.ProcessEnv
  /** The line of its progress, on each cluster, at which the fault is caused. */
  at?: RegExp
  /** Causes the fault; is told the id of the node's container and the process of the grade. */
  cause?(node: string, grade: number): Promise<unknown>
}

/** What came of it. */
export interface Ended {
  exitCode: number | null
  /** All that the command printed. */
  said: string
  report: Report | undefined
  /** How often the fault was caused. */
  faults: number
  /** The containers, networks and volumes of the grade that are still there. */
  left: string[]
  seconds: number
  /** Of these, the seconds from the last check, or the fault if it was later, to the end of the command. */
  ending: number
}

/** Grades one section by the command that a learner runs, causes a fault on each of its clusters, and waits for its end. */
export async function gradeWith(
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
  { section, submission = fixture('reference'), out, env, at, cause }: Faulted,
): Promise<Ended> {
  const folder = out ?? (await mkdtemp(path.join(tmpdir(), 'assay-faults-')))
  if (!out) onTestFinished(() => rm(folder, { recursive: true }))
  const started = performance.now()
  const command = ['scripts/start.mjs', 'grade', submission, '--section', section, '--out', folder]
  const child = spawn(process.execPath, command, { cwd: root, env: { ...plainEnvironment(), ...env } })
  onTestFinished(() => void child.kill('SIGTERM'))
  const pid = child.pid ?? 0
  const exit = new Promise<number | null>((resolve) => child.on('close', resolve))
  let said = ''
  let faults = 0
  let isArmed = false
  let volumes: Promise<string[]> = Promise.resolve([])
  const checks = new Set<string>()
  let last = started
  const hear = async (line: string) => {
    said += `${line}\n`
    if (/^setup\s+cluster/.test(line)) {
      isArmed = true
      volumes = volumesOf(pid)
    }
    const [, check] = /^(?: *\d+:\d\d +)?(?:PASS|FAIL|BLOCKED|ABSENT|ERROR)\s+(\S+)/.exec(line) ?? []
    // The report names each once more.
    if (check && !checks.has(check)) last = performance.now()
    if (check) checks.add(check)
    if (!isArmed || !at?.test(line)) return
    isArmed = false
    // On a busy machine the grade would be further by the time that the fault is there.
    child.kill('SIGSTOP')
    await cause?.((await belongings(pid)).containers.at(-1) ?? '', pid)
    child.kill('SIGCONT')
    faults++
    last = performance.now()
  }
  for (const stream of [child.stdout, child.stderr])
    createInterface(stream).on('line', (line) => void hear(line))
  const exitCode = await exit
  const ended = performance.now()
  const { containers, networks } = await belongings(pid)
  const left = [...containers, ...networks, ...(await stillThere(await volumes))]
  const seconds = Math.round((ended - started) / 1000)
  const ending = Math.round((ended - last) / 1000)
  return { exitCode, said, report: reportIn(folder), faults, left, seconds, ending }
}

/** Nothing of the Vitest that runs this is to reach the Vitest that a grade runs. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, DOCKER_HOST, ASSAY_REGISTRY, XDG_CACHE_HOME, TMPDIR } = process.env
  const kept = Object.entries({ PATH, HOME, DOCKER_HOST, ASSAY_REGISTRY, XDG_CACHE_HOME, TMPDIR })
  return { ...Object.fromEntries(kept.filter(([, value]) => value !== undefined)), NO_COLOR: '1' }
}

/** What a process has on this machine, found as its owner label says: the last container is the node, which is the oldest. */
export async function belongings(pid: number): Promise<{ containers: string[]; networks: string[] }> {
  const format = '{{.ID}} {{.Label "dev.assay.owner"}}'
  const own = ({ stdout }: { stdout: string }) => {
    const lines = stdout.split('\n').filter((line) => line.includes(`/${pid}-`))
    return lines.map((line) => line.split(' ')[0] ?? '')
  }
  const label = 'label=dev.assay.owner'
  return {
    containers: own(await $`docker ps --all --filter ${label} --format ${format}`),
    networks: own(await $`docker network ls --filter ${label} --format ${format}`),
  }
}

/** The volumes that the containers of a process have, which bear no label. */
async function volumesOf(pid: number): Promise<string[]> {
  const { containers } = await belongings(pid)
  const format = '{{range .Mounts}}{{.Name}} {{end}}'
  const { stdout } = await $`docker inspect --format ${format} ${containers}`
  return stdout.split(/\s+/).filter(Boolean)
}

/** Those volumes that have not been removed. */
async function stillThere(volumes: string[]): Promise<string[]> {
  const { stdout } = await $`docker volume ls --quiet`
  return stdout.split('\n').filter((name) => volumes.includes(name))
}

function reportIn(folder: string): Report | undefined {
  const file = path.join(folder, 'report.json')
  return existsSync(file) ? readReport(file) : undefined
}
