import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askDockerHost } from '../../src/setup/docker-host.ts'
import { PullFailed, pull } from '../../src/setup/pull.ts'
import type { Cause } from '../../src/setup/pull-problem.ts'
import { $ } from '../../src/setup/shell.ts'
import { smallDisk } from '../grader/disk.ts'
import { run } from './command.ts'
import { type Fault, startFaultyRegistry } from './faulty-registry.ts'
import { forget } from './registry.ts'

let registry: Awaited<ReturnType<typeof startFaultyRegistry>>
beforeAll(async () => {
  registry = await startFaultyRegistry((await askDockerHost()).architecture)
})
afterAll(() => registry.stop())

const signal = new AbortController().signal
const imageOf = (fault: Fault) => `${registry.host}/${fault}/image:1`

test.for<[Fault, Cause, says: RegExp]>([
  ['refuses', 'refused', /refuses it \(Docker says: .*denied.*\)\. Log in \(`docker login 127/],
  ['asks-for-a-login', 'refused', /refuses it \(Docker says: .*(?:unauthorized|no basic auth).*\)\. Log in/],
  [
    'has-not',
    'missing',
    /does not have it \(Docker says: .*(?:unknown|not found).*\)\. Have it pushed there/,
  ],
  ['throttles', 'throttled', /throttles this address \(Docker says: .*pull rate limit.*\)\. Wait, log in/i],
  ['list-of-others', 'other architecture', /for other processors only \(Docker says: .*no match/],
  ['is-down', 'transient', /could not be reached \(Docker says: .*502 Bad Gateway.*\)/],
  ['hangs-at-once', 'silent', /stopped answering \(Docker says: nothing for 5 s after/],
  ['hangs-in-the-middle', 'silent', /stopped answering \(Docker says: nothing for 5 s after ".*"\)/],
])('a registry that %s: one sentence with Docker’s own words, and what to do', async ([fault, why, says]) => {
  const pulling = pull(imageOf(fault), { signal, silenceMs: 5000, pausesMs: [0] })
  const error = await pulling.catch((reason) => reason)
  expect(error).toBeInstanceOf(PullFailed)
  expect(error).toMatchObject({ why, message: expect.stringMatching(says) })
  expect(error.message).not.toContain('\n')
})

test('a registry that was down for a moment: the image is here', async ({ onTestFinished }) => {
  const image = imageOf('was-down')
  onTestFinished(async () => void (await $`docker rmi ${image}`))
  await pull(image, { signal, pausesMs: [0, 0, 0] })
  expect((await $`docker image inspect ${image}`).exitCode).toBe(0)
})

test.for<Fault>(['refuses', 'throttles', 'list-of-others'])(
  'set-up from a registry that %s ends with that sentence and exit code 3, and builds nothing',
  async (fault) => {
    const ASSAY_REGISTRY = `${registry.host}/${fault}`
    const { exitCode, said } = await run(['setup'], { ASSAY_REGISTRY })
    expect(exitCode, said).toBe(3)
    expect(said.trim().split('\n').at(-1)).toMatch(/^127\S+ cannot be pulled: .* \(Docker says: .*\)\. \w/)
    expect(said).not.toMatch(/building|No registry answers|^ +at /m)
  },
)

test('a registry that has an image for another processor only, where Docker pulls it all the same', async () => {
  const ASSAY_REGISTRY = `${registry.host}/other-processor`
  try {
    for (const _ of ['the first time', 'with the image here']) {
      const { exitCode, said } = await run(['setup'], { ASSAY_REGISTRY })
      expect(exitCode, said).toBe(3)
      expect(said).toMatch(/^127\S+ was pulled for \w+, but Docker runs on \w+ here\. Have the image/m)
    }
  } finally {
    await forget(ASSAY_REGISTRY)
  }
})

describe('a disk without room', () => {
  test('is looked at before anything is pulled', async (context) => {
    const env = { ASSAY_REGISTRY: `${registry.host}/has-not`, XDG_CACHE_HOME: smallDisk(context, 4096) }
    const { exitCode, said } = await run(['setup'], env)
    expect(exitCode, said).toBe(3)
    expect(said).toMatch(
      /^Pulling the images takes [\d.]+ GB on the disk of .*, which has 0\.0 GB left\. Make/m,
    )
    expect(registry.asked.filter((one) => one.includes('/has-not/library/'))).toEqual([])
  })
})

test('an address that is none is not asked for anything', async () => {
  const { exitCode, said } = await run(['setup'], { ASSAY_REGISTRY: 'https://registry.example' })
  expect(exitCode, said).toBe(3)
  expect(said).toContain('ASSAY_REGISTRY=https://registry.example is not a registry address')
})
