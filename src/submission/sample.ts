import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import type { JsonObject } from './json.ts'
import type { Manifest } from './manifest.ts'
import { loadSubmission } from './submission.ts'

/** The folder of a submission, anew for each test of the file that imports this. */
export let root: string

/** A chart that can be told of an image, an api and an ingress. */
export const chart = { name: 'shop', folder: mkdtempSync(join(tmpdir(), 'assay-chart-')) }

beforeAll(() => writeFileSync(join(chart.folder, 'values.yaml'), 'image: {}\napi: {}\ningress: {}\n'))

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'assay-submission-'))
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

afterAll(() => rmSync(chart.folder, { recursive: true }))

/** Reads the folder, or another one, as a submission for a workshop with the sample's chart. */
export const loadSample = (folder = root) => loadSubmission(folder, { chart })

/** Puts files into the folder, by their path. */
export function write(files: Record<string, string | Uint8Array>) {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
}

/** The manifest of an object. */
export function object(kind: string, name: string, rest = '') {
  return `apiVersion: v1\nkind: ${kind}\nmetadata: {name: ${name}}\n${rest}`
}

/** Problems as a learner reads them, a line each. */
export function said(problems: { severity: string; message: string; at?: { file: string; line: number } }[]) {
  return problems.map(({ severity, message, at }) => `${severity} ${at?.file}:${at?.line} ${message}`)
}

/** A manifest of a submission, without positions. */
export function manifest(
  kind: string,
  metadata: JsonObject = {},
  rest: JsonObject = {},
  name = 'x',
): Manifest {
  const object = { apiVersion: 'v1', kind, metadata: { name, ...metadata }, ...rest }
  return { apiVersion: 'v1', kind, name, object, file: 'a.yaml', origin: 'submission', positions: {} }
}
