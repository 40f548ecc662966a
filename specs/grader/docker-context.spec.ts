import { mkdtempSync, rmSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, type TestContext, test } from 'vitest'
import { $ } from '../../src/setup/shell.ts'
import { examineWith } from './doctored.ts'

const USUAL = process.env.DOCKER_HOST?.replace(/^unix:\/\//, '') ?? '/var/run/docker.sock'

/** Docker's socket at another place, and what was asked for there. */
async function socketElsewhere(folder: string, { onTestFinished }: Pick<TestContext, 'onTestFinished'>) {
  const seen: string[] = []
  const socket = path.join(folder, 'elsewhere.sock')
  // One side of an attached container ends before the other.
  const server = net.createServer({ allowHalfOpen: true }, (from) => {
    const to = net.connect({ path: USUAL, allowHalfOpen: true })
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
  // Testcontainers gives its own name.
  const made = seen.filter((text) => text.includes('tc-node/') && text.startsWith('POST /containers/create'))
  expect(made, said).toHaveLength(1)
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
