import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import type { AppDefinition } from '../setup/app.ts'
import { fixture } from '../setup/paths.ts'
import { loadSubmission } from '../submission/submission.ts'
import { listOwnObjects } from './own-objects.ts'

const app: AppDefinition = { images: [], recommended: '', containers: [] }
let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'own-'))
  cpSync(fixture('reference'), folder, { recursive: true })
})

afterEach(() => rmSync(folder, { recursive: true }))

const list = async () => listOwnObjects({ fixtures: 'fixtures', app }, await loadSubmission(folder, app))
const file = (name: string) => path.join(folder, name)

test('the reference and what section 9 left behind are nobody’s own', async () => {
  cpSync(fixture('workshop'), folder, { recursive: true })
  expect(await list()).toEqual([])
})

test('an object that differs is the learner’s own, in whatever order and file it is written', async () => {
  const hpa = parse(readFileSync(fixture('reference', 'hpa.yaml'), 'utf8'))
  hpa.spec.maxReplicas = 7
  writeFileSync(file('hpa.yaml'), stringify(hpa))
  const own = await list()
  expect(own).toHaveLength(1)
  rmSync(file('hpa.yaml'))
  const { spec, metadata, ...head } = hpa
  writeFileSync(file('scaling.json'), JSON.stringify({ spec, metadata, ...head }, null, 8))
  expect(await list()).toEqual(own)
  writeFileSync(file('scaling.json'), JSON.stringify({ ...hpa, spec: { ...spec, maxReplicas: 8 } }))
  expect(await list()).not.toEqual(own)
})
