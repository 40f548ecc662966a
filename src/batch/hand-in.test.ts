import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { ENVIRONMENT } from './checkout.ts'
import { findHandedIn } from './hand-in.ts'
import type { Entry } from './roster.ts'
import { sampleKey } from './sample.ts'

let folder: string
let submissions: string

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'hand-in-')))
  submissions = path.join(folder, 'submissions')
  mkdirSync(submissions)
})

afterEach(() => rmSync(folder, { recursive: true }))

function write(at: string, text: string): void {
  const file = path.join(submissions, at)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
}

function find(at: string, kind: Entry['submission']['kind'] = 'folder') {
  const { submission: _, ...common } = sampleKey('')
  const source = {
    submissions,
    fetched: path.join(folder, 'fetched'),
    signal: new AbortController().signal,
  }
  return findHandedIn({ learner: { id: 'ada', name: 'Ada' }, submission: { kind, at } }, source, common)
}

/** A repository with these files, as a learner would push it, and a bundle of it. */
function bundle(name: string, files: Record<string, string>): void {
  const repository = path.join(folder, 'repository')
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], {
      cwd: repository,
      env: ENVIRONMENT,
      stdio: 'ignore',
    })
  mkdirSync(repository)
  git('init', '--initial-branch=main')
  for (const [at, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(repository, at)), { recursive: true })
    writeFileSync(path.join(repository, at), text)
  }
  git('add', '--all')
  git('commit', '--message=Work')
  git('bundle', 'create', path.join(submissions, name), 'main')
}

/** Serves the repositories in a folder, by git's own server, until the test has ended; returns their URL. */
async function serve(base: string): Promise<string> {
  const options = ['--inetd', '--export-all', `--base-path=${base}`]
  const server = createServer({ pauseOnConnect: true }, (socket) => {
    const git = spawn('git', ['daemon', ...options], { stdio: [socket, socket, 'ignore'], env: ENVIRONMENT })
    git.on('exit', () => socket.destroy())
  })
  onTestFinished(() => void server.close())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return `git://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('a directory is handed in, and is the same where it holds the same', async () => {
  write('ada/hpa.yaml', 'kind: HorizontalPodAutoscaler')
  write('bob/hpa.yaml', 'kind: HorizontalPodAutoscaler')
  write('eve/hpa.yaml', 'kind: Deployment')
  const [ada, bob, eve] = await Promise.all([find('ada'), find('bob'), find('eve')])
  expect(ada).toMatchObject({ directory: path.join(submissions, 'ada'), key: { rubric: 'r1' } })
  expect(bob).toHaveProperty('key', 'key' in ada ? ada.key : undefined)
  expect(eve).not.toHaveProperty('key', 'key' in ada ? ada.key : undefined)
})

test('directories may be all over the disk, where the submissions are its root', async () => {
  write('ada/hpa.yaml', 'kind: HorizontalPodAutoscaler')
  const at = path.relative('/', path.join(submissions, 'ada'))
  submissions = '/'
  expect(await find(at)).toMatchObject({ directory: `/${at}` })
})

test('a directory that is not there is nothing handed in', async () => {
  const why = `There is no directory ${path.join(submissions, 'ada')}.`
  expect(await find('ada')).toEqual({ standing: 'nothing handed in', why })
})

test('a file is nothing handed in', async () => {
  write('ada', 'kind: Deployment')
  expect(await find('ada')).toMatchObject({ standing: 'nothing handed in' })
})

test.each(['submissions/bob', 'solutions'])('a link to %s hands in nothing', async (target) => {
  write('bob/hpa.yaml', 'kind: HorizontalPodAutoscaler')
  mkdirSync(path.join(folder, 'solutions'))
  mkdirSync(path.join(submissions, 'ada'))
  symlinkSync(path.join(folder, target), path.join(submissions, 'ada', 'submission'))
  expect(await find('ada')).toMatchObject({
    standing: 'nothing handed in',
    why: 'ada/submission is a link to a folder elsewhere, which is not followed.',
  })
})

test.each(['solutions', 'submissions/bob'])(
  'a directory that is itself a link to %s hands in nothing',
  async (to) => {
    write('bob/hpa.yaml', 'kind: HorizontalPodAutoscaler')
    mkdirSync(path.join(folder, 'solutions'))
    symlinkSync(path.join(folder, to), path.join(submissions, 'ada'))
    expect(await find('ada')).toEqual({
      standing: 'nothing handed in',
      why: 'ada is a link, which is not followed: name the folder itself.',
    })
  },
)

test('a link on the way to a directory hands in nothing', async () => {
  write('bob/hpa/hpa.yaml', 'kind: HorizontalPodAutoscaler')
  symlinkSync(path.join(submissions, 'bob'), path.join(submissions, 'ada'))
  expect(await find('ada/hpa')).toMatchObject({ standing: 'nothing handed in' })
})

test.each<[string, (file: string) => unknown]>([
  ['a link to a bundle of another', (file) => symlinkSync(path.join(submissions, 'bob.bundle'), file)],
  ['a pipe', (file) => execFileSync('mkfifo', [file])],
  [
    'a repository',
    (file) => execFileSync('git', ['clone', '--quiet', path.join(submissions, 'bob.bundle'), file]),
  ],
])('%s called a bundle hands in nothing, at once', async (_, make) => {
  bundle('bob.bundle', { 'hpa.yaml': 'kind: HorizontalPodAutoscaler' })
  make(path.join(submissions, 'ada.bundle'))
  expect(await find('ada.bundle', 'git')).toMatchObject({ standing: 'nothing handed in' })
})

test('a bundle is fetched, and of a fork its submission/ is graded', async () => {
  bundle('ada.bundle', { 'package.json': '{"name":"assay"}', 'submission/hpa.yaml': 'kind: Deployment' })
  expect(await find('ada.bundle', 'git')).toMatchObject({
    directory: path.join(folder, 'fetched', 'ada', 'submission'),
  })
})

test('what a git server has is fetched', async () => {
  bundle('ada.bundle', { 'hpa.yaml': 'kind: HorizontalPodAutoscaler' })
  expect(await find(`${await serve(folder)}/repository`, 'git')).toMatchObject({
    directory: path.join(folder, 'fetched', 'ada'),
  })
})

test('a fork with nothing in its submission/ is nothing handed in, and not the reference', async () => {
  bundle('ada.bundle', {
    'package.json': '{"name":"assay"}',
    'fixtures/reference/hpa.yaml': 'kind: Deployment',
  })
  expect(await find('ada.bundle', 'git')).toMatchObject({ standing: 'nothing handed in' })
})

test('what cannot be fetched is not gradable, with the words of git', async () => {
  write('ada.bundle', 'not a bundle')
  expect(await find('ada.bundle', 'git')).toMatchObject({
    standing: 'not gradable',
    why: expect.stringMatching(/^git clone .*ada\.bundle failed: /),
  })
})
