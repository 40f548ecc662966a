import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readReport } from '../../src/cli/read-report.ts'
import { fixture, root } from '../../src/setup/paths.ts'
import { ensureSetup } from '../../src/setup/setup.ts'
import { nanomon } from '../../src/workshop/nanomon.ts'
import { run, runProgram } from './command.ts'
import { fill, findRegistry, forget, openFolder, startRegistry } from './registry.ts'

const { folder, close } = await openFolder()
const program = await findRegistry(folder)

/** A few of each, about one a section or a layer; the whole of them is run on the images as they are. */
const MUTANTS = ['mount-beside-data', 'values-ingress-disabled', 'one-list']
const ATTACKS = ['pod-privileged', 'image-of-an-add-on', 'pod-reaches-outside']
const FAULT = 'its node is killed'

describe.skipIf(program === undefined)(
  'with all images from one registry (needs apt, or docker-registry)',
  () => {
    const env: NodeJS.ProcessEnv = {}
    let stop: () => Promise<void> = async () => undefined

    beforeAll(async () => {
      const registry = await startRegistry(program ?? '', folder)
      stop = registry.stop
      env.ASSAY_REGISTRY = `${registry.host}/class`
      const { images } = await ensureSetup(nanomon, new AbortController().signal)
      await fill(env.ASSAY_REGISTRY, images)
    })
    afterAll(async () => {
      await stop()
      await forget(env.ASSAY_REGISTRY ?? '')
      await close()
    })

    test('they are pulled side by side, with a line each, and not a second time', async () => {
      const first = await run(['setup'], env)
      expect(first.exitCode, first.said).toBe(0)
      expect(first.said).toMatch(/^setup {2}images +pulling 1\d images from 127\S+, 3 at a time$/m)
      expect(first.said).toMatch(/^setup {2}images +127\S+\/library\/postgres:17, \d+ MB \([\d.]+ s\)$/m)
      const second = await run(['setup'], env)
      expect(second.exitCode, second.said).toBe(0)
      expect(second.said).not.toContain('pulling')
    })

    test('the reference scores full, and the report says what exactly it was graded with', async () => {
      const out = path.join(folder, 'report')
      const { exitCode, said } = await run(['grade', fixture('reference'), '--out', out], env)
      expect(exitCode, said).toBe(0)
      const report = readReport(path.join(out, 'report.json'))
      expect(report).toMatchObject({ score: 100, outOf: 100, gradable: true })
      expect(report.versions.nodeImage).toBe(
        `${env.ASSAY_REGISTRY}/rancher/k3s:${report.versions.nodeImage.split(':').at(-1)}`,
      )
      for (const { reference, id } of report.images ?? []) {
        expect(reference).toMatch(/^127\.0\.0\.1:\d+\/class\/.+:.+@sha256:[0-9a-f]{64}$/)
        expect(id).toMatch(/^sha256:[0-9a-f]{64}$/)
      }
      expect(report.images?.length).toBeGreaterThan(10)
    })

    test('wrong answers fail as stated, and right ones pass', async () => {
      const { exitCode, said } = await run(['conformance', ...MUTANTS], env)
      expect(exitCode, said).toBe(0)
      expect(said).toMatch(new RegExp(`^${MUTANTS.length} passed, 0 failed$`, 'm'))
    })

    test('hostile submissions are stopped', async () => {
      const { exitCode, said } = await run(['attacks', ...ATTACKS], env)
      expect(exitCode, said).toBe(0)
      expect(said).toMatch(new RegExp(`^${ATTACKS.length} passed, 0 failed$`, 'm'))
    })

    test('a fault of ours costs nobody anything', async () => {
      const vitest = path.join(root, 'node_modules/vitest/vitest.mjs')
      const args = [vitest, 'run', '--project', 'grader', 'specs/grader/faults.spec.ts', '-t', FAULT]
      const { exitCode, said } = await runProgram(process.execPath, args, env)
      expect(exitCode, said).toBe(0)
      expect(said).toMatch(/Tests\s+1 passed/)
    })
  },
)
