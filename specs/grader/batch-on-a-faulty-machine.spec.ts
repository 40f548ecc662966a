import { readFileSync, readlinkSync, rmSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { Journal } from '../../src/batch/journal.ts'
import { sampleGrade } from '../../src/batch/sample.ts'
import { cache } from '../../src/setup/paths.ts'
import { learnersIn, makeClass, readScores, SCORES, startBatch, triedOnceMore } from './batch-class.ts'
import { emptyFolder } from './batch-command.ts'
import { fill, smallDisk } from './disk.ts'

describe('a disk without room', () => {
  test('in the middle of a batch: it ends with one message, and goes on when there is room', async (context) => {
    const out = smallDisk(context, 4096)
    const submissions = await makeClass()
    const first = startBatch(submissions, out)
    await first.hasSaid(/^ada {2}/m)
    const filling = fill(out)
    const { exitCode, said } = await first.ended
    expect(exitCode, said).toBe(3)
    expect(said).toMatch(/no space left on device|no room/)
    expect(said).not.toMatch(/^ +at /m)

    rmSync(filling)
    const second = await startBatch(submissions, out).ended
    expect(second.exitCode, second.said).toBe(1)
    expect(readScores(out)).toEqual(SCORES)
    expect(learnersIn(out).filter((learner) => learner === 'ada')).toHaveLength(1)
  })

  test('in the middle of a line of the journal: the line is taken out, and the next is whole', (context) => {
    const folder = smallDisk(context, 64)
    const journal = Journal.open(path.join(folder, 'journal.jsonl'))
    journal.add(sampleGrade('ada'))
    const filling = fill(folder)
    expect(() => journal.add(sampleGrade('bob', { why: 'x'.repeat(10_000) }))).toThrow('ENOSPC')
    rmSync(filling)
    journal.add(sampleGrade('eve'))
    journal.close()
    const { entries } = Journal.open(journal.file)
    expect(entries).toEqual([sampleGrade('ada'), sampleGrade('eve')])
  })
})

/** The process of the Docker engine, where Assay has started it: nobody else's is killed. */
function findOwnEngine(): number | undefined {
  try {
    const pid = Number(readFileSync('/var/run/docker.pid', 'utf8'))
    const log = readlinkSync(`/proc/${pid}/fd/1`)
    return log.startsWith(cache) ? pid : undefined
  } catch {
    return undefined
  }
}

describe('a Docker engine that Assay has started', () => {
  const kill = (signal: NodeJS.Signals) => process.kill(findOwnEngine() ?? 0, signal)

  test.for(['SIGKILL', 'SIGTERM'] as const)(
    'that ends in the middle of a batch, by %s: it is started again, and nobody loses a point',
    async (signal, { skip }) => {
      skip(findOwnEngine() === undefined, 'the Docker engine of this machine was not started by Assay')
      const submissions = await makeClass()
      const out = await emptyFolder()
      const batch = startBatch(submissions, out)
      await batch.hasSaid(/^ada {2}/m)
      kill(signal)
      const { exitCode, said } = await batch.ended
      expect(exitCode, said).toBe(1)
      expect(said).toMatch(/^setup +engine .*started here/m)
      // The batch grades again what was under way, unless that has tried once more by itself before.
      expect(said.includes('Docker stopped while') || triedOnceMore(out), said).toBe(true)
      expect(readScores(out)).toEqual(SCORES)
      expect(learnersIn(out).filter((learner) => learner === 'ada')).toHaveLength(1)
    },
  )
})
