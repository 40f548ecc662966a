import { expect, test } from 'vitest'
import { chart, object, root, said, write } from '../submission/sample.ts'
import { readSubmission } from './read-submission.ts'

const workshop = {
  app: { chart, images: [], recommended: '', containers: [] },
  complete: async () => [],
}

test('problems of the files come first, then the mistakes that they show', async () => {
  write({ 'a.yaml': object('Pood', 'x'), 'b.yaml': 'a: [' })
  expect(said((await readSubmission(root, workshop)).problems)).toEqual([
    expect.stringContaining('error b.yaml:1'),
    expect.stringContaining(
      'note a.yaml:2 kubectl refuses Pood x: no matches for kind "Pood" in version "v1"',
    ),
  ])
})

test('of very many mistakes, only the first are listed', async () => {
  const mounts = '{name: x}, '.repeat(300)
  write({ 'a.yaml': object('Pod', 'x', `spec: {containers: [{volumeMounts: [${mounts}]}]}`) })
  const { problems } = await readSubmission(root, workshop)
  expect(problems.length).toBe(201)
  expect(problems.at(-1)?.message).toBe('100 more problems are not listed.')
})
