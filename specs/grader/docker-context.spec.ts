import { mkdtempSync, rmSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, type TestContext, test } from 'vitest'
import { $ } from '../../src/parts/shell.ts'
import { examineWith } from './doctored.ts'

const USUAL = process.env.DOCKER_HOST?.replace(/^unix:\/\//, '') ?? '/var/run/docker.sock'

/** Docker's socket at another place, and what was asked for there. */
async function socketElsewhere(folder: string, { onTestFinished }: Pick<TestContext, 'onTestFinished'>) {
  const seen: string[] = []
  const socket = path.join(folder, 'elsewhere.sock')
  const server = net.createServer((from) => {
    const to = net.connect(USUAL)
    from.on('data', (bytes) => seen.push(String(bytes)))
    from.on('error', () => to.destroy()).pipe(to)
    to.on('error', () => from.destroy()).pipe(from)
  })
  await new Promise<void>((resolve) => server.listen(socket, resolve))
  onTestFinished(() => void server.close())
  return { socket, seen }
}

test("a node is started where Docker's context leads", async (context) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-context-'))
  context.onTestFinished(() => rmSync(folder, { recursive: true }))
  const { socket, seen } = await socketElsewhere(folder, context)
  const env = { DOCKER_CONFIG: folder, DOCKER_HOST: undefined }
  const docker = $({ env: { PATH: process.env.PATH, HOME: process.env.HOME, DOCKER_CONFIG: folder } })
  await docker`docker context create elsewhere --docker ${`host=unix://${socket}`}`
  await docker`docker context use elsewhere`
  const { said, exitCode, left } = await examineWith(context, env, /^ok +API server/)
  expect(said.replace(/\s+/g, ' ')).toContain(`context elsewhere, unix://${socket}`)
  // Testcontainers alone asks so: the docker command speaks of a platform as well.
  expect(seen.filter((text) => /^POST \/[^ ]*containers\/create/.test(text)).join('')).toContain('tc-node/')
  expect(left).toEqual([])
  expect(exitCode).toBe(130)
})

test('an engine that a context leads to in vain is named with it', async (context) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-context-'))
  context.onTestFinished(() => rmSync(folder, { recursive: true }))
  const docker = $({ env: { PATH: process.env.PATH, HOME: process.env.HOME, DOCKER_CONFIG: folder } })
  await docker`docker context create nowhere --docker host=unix:///nowhere.sock`
  await docker`docker context use nowhere`
  const { lacks, exitCode } = await examineWith(context, { DOCKER_CONFIG: folder, DOCKER_HOST: undefined })
  expect(lacks).toEqual([
    "Docker: No Docker engine answers at unix:///nowhere.sock, where Docker's context nowhere leads.",
  ])
  expect(exitCode).toBe(3)
})
