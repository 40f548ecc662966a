import { cp } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { handInNeighbour, neighbours } from '../../src/conformance/neighbours.ts'
import { fixture } from '../../src/setup/paths.ts'
import { workshop } from '../../src/workshop/workshop.ts'
import { readGrades } from './batch-class.ts'
import { emptyFolder, startCommand } from './batch-command.ts'

/** Their names put them between the neighbours, who are graded in the order of theirs. */
const references = ['claire', 'ella', 'ian', 'zoe']

test('what a submission does to its cluster and the machine costs no other learner a point', async () => {
  const [submissions, out] = [await emptyFolder(), await emptyFolder()]
  for (const name of neighbours) await handInNeighbour(workshop, name, submissions)
  for (const name of references)
    await cp(fixture('reference'), path.join(submissions, name), { recursive: true })

  const options = ['--out', out, '--section', 'postgres', '--jobs', '2', '--limit', '10']
  const { said } = await startCommand('batch', submissions, ...options).ended

  const rows = readGrades(out).map(({ id, standing, score }) => [
    id,
    standing === 'graded' ? score : standing,
  ])
  const full = Object.fromEntries(references.map((name) => [name, '30']))
  expect(Object.fromEntries(rows), said).toMatchObject(full)
  expect(rows.map(([id]) => id).sort()).toEqual([...neighbours, ...references].sort())
})
