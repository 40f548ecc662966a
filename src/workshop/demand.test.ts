import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fitSideBySide } from '../grade/admission.ts'
import { fixture } from '../setup/paths.ts'
import { loadSubmission } from '../submission/submission.ts'
import { workshop } from './workshop.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'assay-demand-'))
  await cp(fixture('reference'), folder, { recursive: true })
})

afterEach(() => rm(folder, { recursive: true, force: true }))

async function withApi(change: (text: string) => string) {
  const text = await readFile(fixture('workshop', 'api-deployment.yaml'), 'utf8')
  await writeFile(path.join(folder, 'api.yaml'), change(text))
  return fitSideBySide(await loadSubmission(folder, workshop.app), workshop.sections)
}

test('the reference is graded side by side', async () => {
  expect(await withApi((text) => text)).toBe(true)
})

test.each([
  ['600Mi of memory', (text: string) => text.replace('50Mi', '600Mi')],
  ['half a CPU', (text: string) => text.replace('50m', '500m')],
  ['more than any node has', (text: string) => text.replace('50Mi', '2Ti')],
])('an API that asks for %s is not', async (_, change) => {
  expect(await withApi(change)).toBe(false)
})

test.each([
  ['no quantity', (text: string) => text.replace('50Mi', 'much')],
  ['no containers', (text: string) => text.replace(/ {6}containers:[\s\S]*/, '')],
  [
    'nothing for a container',
    (text: string) => text.replace(/ {8}- name: api-container[\s\S]*/, '        -\n'),
  ],
])('what cannot be counted is not counted: %s', async (_, change) => {
  expect(await withApi(change)).toBe(true)
})
