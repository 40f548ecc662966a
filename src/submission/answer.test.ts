import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { answerIn } from './answer.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'answer-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

test('a folder of manifests is the answer itself', () => {
  writeFileSync(path.join(folder, 'hpa.yaml'), 'kind: HorizontalPodAutoscaler')
  writeFileSync(path.join(folder, 'package.json'), '{"name":"notes"}')
  expect(answerIn(folder)).toBe(folder)
})

test('in a fork the answer is in submission/, also where nothing was put there', () => {
  writeFileSync(path.join(folder, 'package.json'), '{"name":"assay"}')
  expect(answerIn(folder)).toBe(path.join(folder, 'submission'))
})

test('a folder called submission is the answer', () => {
  mkdirSync(path.join(folder, 'submission'))
  expect(answerIn(folder)).toBe(path.join(folder, 'submission'))
})
