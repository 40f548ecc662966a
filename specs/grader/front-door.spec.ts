import { spawnSync } from 'node:child_process'
import { cp, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { listKept } from '../../src/cluster/kept.ts'
import { sweep } from '../../src/cluster/reaper.ts'
import { fixture } from '../../src/setup/paths.ts'
import { emptyFolder, startCommand, startVitest } from './batch-command.ts'
import { belongings } from './faulted-grade.ts'

/** The reference in a folder of its own, which a test may change. */
async function ownReference(): Promise<string> {
  const folder = await emptyFolder()
  await cp(fixture('reference'), folder, { recursive: true })
  return folder
}

async function change(file: string, old: string, by: string): Promise<void> {
  const text = await readFile(file, 'utf8')
  expect(text).toContain(old)
  await writeFile(file, text.replace(old, by))
}

const nothing = { containers: [], networks: [] }

test('`vitest list` names the checks, and starts no cluster', async () => {
  const { child, ended } = startVitest(fixture('reference'), 'list')
  const { exitCode, said } = await ended
  expect(said).toContain('[workshop] specs/workshop/3-postgres.spec.ts > data-survives')
  expect(said).not.toContain('setup')
  expect(await belongings(child.pid ?? 0)).toEqual(nothing)
  expect(exitCode).toBe(0)
})

test('one check is run with those that it needs, and told in the form that is asked for', async () => {
  const results = path.join(await emptyFolder(), 'junit.xml')
  const asked = ['3-postgres', '-t', 'data-survives', '--reporter', 'junit', '--outputFile', results]
  const { child, ended } = startVitest(fixture('reference'), 'run', ...asked)
  const { exitCode } = await ended
  const said = await readFile(results, 'utf8')
  expect(said).toMatch(/<testcase [^>]*name="data-survives"[^>]*>/)
  // Of the eight of its heading, itself and the one that it needs are run.
  expect(said).toMatch(/<testsuite [^>]*tests="8"[^>]* skipped="6"/)
  expect(said).not.toMatch(/<failure/)
  expect(await belongings(child.pid ?? 0)).toEqual(nothing)
  expect(exitCode).toBe(0)
})

test("a mistake fails with the learner's line", async () => {
  const folder = await ownReference()
  await change(path.join(folder, 'values.yaml'), 'enabled: true', 'enabled: false')
  const { ended } = startVitest(folder, 'run', '4-helm')
  const { exitCode, said } = await ended
  expect(said).toMatch(/Failure: expected /)
  expect(said).toMatch(/look at values\.yaml:\d+:\d+/)
  expect(exitCode).toBe(1)
})

test('Ctrl-C leaves nothing behind', async () => {
  const { child, ended, hasSaid } = startVitest(fixture('reference'), 'run', '4-helm')
  await hasSaid(/setup +archive/)
  child.kill('SIGINT')
  const { exitCode } = await ended
  expect(await belongings(child.pid ?? 0)).toEqual(nothing)
  expect(exitCode).toBe(130)
})

test('a watched submission is graded again when it changes, and when it was away', async () => {
  const folder = await ownReference()
  const values = path.join(folder, 'values.yaml')
  const { child, ended, hasSaid } = startCommand('grade', folder, '--section', 'helm', '--watch')
  await hasSaid(/3 passed/)
  await change(values, 'enabled: true', 'enabled: false')
  await hasSaid(/app-served-through-ingress: pass → fail/)
  await rename(folder, `${folder}-away`)
  await hasSaid(/is away, .* The watch grades nothing, and waits/)
  await change(path.join(`${folder}-away`, 'values.yaml'), 'enabled: false', 'enabled: true')
  await rename(`${folder}-away`, folder)
  await hasSaid(/app-served-through-ingress: fail → pass/)
  child.kill('SIGINT')
  const { exitCode } = await ended
  expect(await belongings(child.pid ?? 0)).toEqual(nothing)
  expect(exitCode).toBe(130)
})

test('a cluster that is kept outlives its grade and the sweep of the next, until its user removes it', async () => {
  const folder = await ownReference()
  await change(path.join(folder, 'values.yaml'), 'enabled: true', 'enabled: false')
  const kept = startCommand('grade', folder, '--section', 'helm', '--keep', 'failed')
  const { said } = await kept.ended
  const [, remove = ''] = /^ {2}(docker rm .*)$/m.exec(said) ?? []
  const removeKept = () => spawnSync('sh', ['-c', remove])
  onTestFinished(() => void removeKept())
  const next = startCommand('grade', fixture('reference'), '--section', 'helm')
  await next.hasSaid(/setup +cluster/)
  const [, kubeconfig = ''] = /KUBECONFIG=(.*)$/m.exec(said) ?? []
  expect(await readFile(kubeconfig, 'utf8')).toContain('server: https://127.0.0.1:')
  expect((await belongings(kept.child.pid ?? 0)).containers).not.toEqual([])
  await next.ended
  const noted = async () =>
    (await listKept()).filter(({ network }) => network.includes(`-${kept.child.pid}-`))
  expect(await noted()).toHaveLength(1)
  removeKept()
  expect(await belongings(kept.child.pid ?? 0)).toEqual(nothing)
  await sweep()
  expect(await noted()).toEqual([])
})
