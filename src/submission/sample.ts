import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import type { JsonObject } from './json.ts'
import type { Manifest } from './manifest.ts'

/** The folder of a submission, anew for each test of the file that imports this. */
export let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'assay-submission-'))
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

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

/** A manifest of a submission, of which nobody asks where its values stand. */
export function manifest(
  kind: string,
  metadata: JsonObject = {},
  rest: JsonObject = {},
  name = 'x',
): Manifest {
  const object = { apiVersion: 'v1', kind, metadata: { name, ...metadata }, ...rest }
  return { apiVersion: 'v1', kind, name, object, file: 'a.yaml', origin: 'submission', positions: {} }
}
