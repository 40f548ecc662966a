import { readFileSync } from 'node:fs'
import { cp, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { fixture } from '../../src/parts/places.ts'
import { readGrades } from './batch-class.ts'
import { emptyFolder, startCommand } from './batch-command.ts'

const MANIFEST = 'postgres-statefulset.yaml'

/** What runs beside PostgreSQL in the Pod of each learner. */
const commands = {
  'all-memory': 'exec tail /dev/zero',
  'all-processes': 'f() { f | f & }; f; wait; sleep 600',
  'endless-log': 'exec yes "$(printf %9999s)"',
  'endless-line': 'exec cat /dev/zero',
}

/** The reference with a container more, without any limits. */
async function handIn(folder: string, command: string): Promise<void> {
  await cp(fixture('reference'), folder, { recursive: true })
  const beside = [
    '- name: beside',
    '  image: postgres:17',
    `  command: ${JSON.stringify(['bash', '-c', command])}`,
  ]
  const manifest = readFileSync(fixture('reference', MANIFEST), 'utf8')
  const lines = ['containers:', ...beside.map((line) => `        ${line}`)]
  await writeFile(path.join(folder, MANIFEST), manifest.replace('containers:', lines.join('\n')))
}

test('what a submission does to its cluster costs no other learner a point', async () => {
  const [submissions, out] = [await emptyFolder(), await emptyFolder()]
  for (const [name, command] of Object.entries(commands)) await handIn(path.join(submissions, name), command)
  for (const name of ['ada', 'bob', 'zoe'])
    await cp(fixture('reference'), path.join(submissions, name), { recursive: true })

  const options = ['--out', out, '--section', 'postgres', '--jobs', '2', '--limit', '10']
  const { said } = await startCommand('batch', submissions, ...options).ended

  const rows = readGrades(out).map(({ id, standing, score }) => [
    id,
    standing === 'graded' ? score : standing,
  ])
  expect(Object.fromEntries(rows), said).toMatchObject({ ada: '34', bob: '34', zoe: '34' })
  expect(rows.map(([id]) => id).sort()).toEqual([...Object.keys(commands), 'ada', 'bob', 'zoe'].sort())
})
