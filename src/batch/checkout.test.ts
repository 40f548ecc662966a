import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { checkOut, ENVIRONMENT } from './checkout.ts'

/** An instructor's settings of git, which are read when the module is. */
const settings = vi.hoisted(() => {
  process.env.GIT_CONFIG_GLOBAL = `${process.env.TMPDIR ?? '/tmp'}/assay-git-settings-${process.pid}`
  return process.env.GIT_CONFIG_GLOBAL
})

let folder: string
let repository: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'checkout-'))
  repository = path.join(folder, 'repository')
  mkdirSync(repository)
  git('init', '--quiet', '--initial-branch=main')
})

afterEach(() => rmSync(folder, { recursive: true }))

function git(...args: string[]): string {
  return feed('', ...args)
}

function feed(input: string, ...args: string[]): string {
  const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com']
  const output = execFileSync('git', [...who, ...args], { cwd: repository, env: ENVIRONMENT, input })
  return output.toString().trim()
}

/** The repository as a bundle, with these files in it. */
function bundle(files: Record<string, string | Uint8Array>): string {
  for (const [at, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(repository, at)), { recursive: true })
    writeFileSync(path.join(repository, at), content)
  }
  git('add', '--all')
  return pack(git('write-tree'))
}

function pack(tree: string): string {
  git('update-ref', 'refs/heads/main', git('commit-tree', tree, '-m', 'Work'))
  git('bundle', 'create', '--quiet', '../ada.bundle', 'main')
  return path.join(folder, 'ada.bundle')
}

const into = () => path.join(folder, 'fetched')
const most = { mib: 1, files: 50 }
const check = (from: string) => checkOut(from, into(), new AbortController().signal, most)
const TOO_LARGE = 'it has more than 1 MiB or 50 files, the most that is fetched'

test('the files of a repository are taken, and nothing else of it', async () => {
  await check(bundle({ 'a/hpa.yaml': 'kind: Deployment', 'b.txt': 'x'.repeat(1000) }))
  expect(readFileSync(path.join(into(), 'a/hpa.yaml'), 'utf8')).toBe('kind: Deployment')
  expect(existsSync(path.join(into(), '.git'))).toBe(false)
})

test.each<[string, () => string]>([
  ['a large file', () => bundle({ 'video.mp4': randomBytes(3 * 2 ** 20) })],
  ['a file that packs well', () => bundle({ 'zeros.yaml': new Uint8Array(3 * 2 ** 20) })],
  [
    'files that are large together',
    () =>
      bundle(Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`${i}`, `${i}${'x'.repeat(40_000)}`]))),
  ],
  ['many files', () => bundle(Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`${i}`, ''])))],
  ['a folder that holds itself ten times over', () => pack(treeOfTrees(9))],
])('of a repository with %s nothing is taken, and nothing is left', async (_, make) => {
  const from = make()
  await expect(check(from)).rejects.toThrow(`git clone ${from} failed: ${TOO_LARGE}`)
  expect(existsSync(into())).toBe(false)
})

/** Ten to the power of so many files, in a few hundred bytes. */
function treeOfTrees(levels: number): string {
  const blob = feed('kind: Deployment', 'hash-object', '-w', '--stdin')
  const names = Array.from({ length: 10 }, (_, i) => i)
  let tree = feed(names.map((i) => `100644 blob ${blob}\t${i}\n`).join(''), 'mktree')
  for (let level = 1; level < levels; level += 1)
    tree = feed(names.map((i) => `040000 tree ${tree}\t${i}\n`).join(''), 'mktree')
  return tree
}

test('a link in it is a file that holds its target', async () => {
  const blob = feed('/etc/passwd', 'hash-object', '-w', '--stdin')
  await check(pack(feed(`120000 blob ${blob}\thpa.yaml\n`, 'mktree')))
  expect(readFileSync(path.join(into(), 'hpa.yaml'), 'utf8')).toBe('/etc/passwd')
})

test('what is to be run on a file as it is written out is not run', async () => {
  writeFileSync(settings, '[filter "mine"]\n\tsmudge = echo run\n')
  onTestFinished(() => rmSync(settings))
  await check(bundle({ '.gitattributes': '* filter=mine\n', 'a.yaml': 'kind: Deployment' }))
  expect(readFileSync(path.join(into(), 'a.yaml'), 'utf8')).toBe('kind: Deployment')
})
