import { cp, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { inNode } from '../../src/cluster/in-node.ts'
import { fixture } from '../../src/setup/paths.ts'
import { $ } from '../../src/setup/shell.ts'
import { emptyFolder, startCommand } from './batch-command.ts'
import { belongings } from './faulted-grade.ts'

const SAVES = 50

/** Every fifth save is graded to its end; the next one comes in the middle of the run of each other. */
const toTheEnd = (save: number) => save % 5 === 0

const AT_REST = /(?:PASS|FAIL) .*for file changes/
const BEGUN = /RERUN/

/** The containers and networks of a watch, and the Namespaces of its cluster. */
async function belongingsIn(pid: number) {
  const { containers, networks } = await belongings(pid)
  const node = { container: containers.at(-1) ?? '' }
  const namespaces = (await inNode(node, 'kubectl get namespaces -o name', [])).trim().split('\n')
  return { containers: containers.length, networks: networks.length, namespaces: namespaces.length }
}

/** The resident memory of a process and of all below it, in MiB. */
async function memoryOf(pid: number): Promise<number> {
  const { stdout } = await $`ps -e -o pid=,ppid=,rss=`
  const processes = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/ +/).map(Number))
  const sum = (parent: number): number =>
    processes
      .filter(([, ppid]) => ppid === parent)
      .reduce((total, [child = 0, , rss = 0]) => total + rss + sum(child), 0)
  const own = processes.find(([id]) => id === pid)?.[2] ?? 0
  return (own + sum(pid)) / 1024
}

test('a watch takes no more after fifty saves than after ten', async () => {
  const folder = await emptyFolder()
  await cp(fixture('reference'), folder, { recursive: true })
  const values = path.join(folder, 'values.yaml')
  const right = await readFile(values, 'utf8')
  const answers = [
    right.replace('enabled: true', 'enabled: false'),
    right.replace('ingress:', 'ingress: ['),
    right,
  ]
  const { child, ended, hasSaid, saysAgain } = startCommand('grade', folder, '--section', 'helm', '--watch')
  const pid = child.pid ?? 0
  await hasSaid(AT_REST)
  const before = await belongingsIn(pid)
  const memory: number[] = []
  for (let save = 1; save <= SAVES; save++) {
    const graded = saysAgain(toTheEnd(save) ? AT_REST : BEGUN)
    await writeFile(values, answers[save % answers.length] ?? right)
    await graded
    if (toTheEnd(save)) memory.push(await memoryOf(pid))
  }
  // A Namespace takes its time to go.
  await expect.poll(() => belongingsIn(pid), { timeout: 60_000 }).toEqual(before)
  const [, early = 0] = memory
  expect(memory.at(-1), `${memory.map(Math.round)} MiB`).toBeLessThan(1.3 * early)
  child.kill('SIGINT')
  await ended
  expect(await belongings(pid)).toEqual({ containers: [], networks: [] })
})
