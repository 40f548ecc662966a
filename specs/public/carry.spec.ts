import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { copyFile, stat, truncate, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readReport } from '../../src/cli/read-report.ts'
import { openCargo, packCargo } from '../../src/setup/cargo-file.ts'
import { imagesFor } from '../../src/setup/catalogue.ts'
import { fixture } from '../../src/setup/paths.ts'
import { nanomon } from '../../src/workshop/nanomon.ts'
import { fill as fillDisk, smallDisk } from '../grader/disk.ts'
import { run } from './command.ts'
import { mayStartEngine, startEmptyEngine } from './engine.ts'
import { openFolder } from './registry.ts'

const { folder, close } = await openFolder()
const saved = path.join(folder, 'images.assay')
let ending: () => Promise<unknown> = async () => undefined

beforeAll(async () => {
  const { exitCode, said } = await run(['setup', '--save', saved])
  expect(exitCode, said).toBe(0)
})
afterAll(async () => {
  await ending()
  await close()
})

describe.skipIf(!mayStartEngine)(
  'a machine without images and network (needs the right to start an engine)',
  () => {
    const env: NodeJS.ProcessEnv = { XDG_CACHE_HOME: path.join(folder, 'cache') }

    beforeAll(async () => {
      const engine = await startEmptyEngine(path.join(folder, 'engine'))
      ending = engine.stop
      env.DOCKER_HOST = engine.DOCKER_HOST
    })

    test('takes the images from a file, and has all it needs from then on', async () => {
      const loading = await run(['setup', '--load', saved], env)
      expect(loading.exitCode, loading.said).toBe(0)
      expect(loading.said).toMatch(/^setup {2}load .*\d+ images from /m)
      const again = await run(['setup'], env)
      expect(again.exitCode, again.said).toBe(0)
      expect(again.said).toMatch(/^setup {2}images +loaded, node assay\/node:/m)
      expect(again.said).not.toMatch(/building|pulling/)
    })

    test('grades with them', async () => {
      const out = path.join(folder, 'report')
      const { exitCode, said } = await run(['grade', fixture('reference'), '--out', out], env)
      expect(exitCode, said).toBe(0)
      expect(said).not.toMatch(/building|pulling/)
      expect(readReport(path.join(out, 'report.json'))).toMatchObject({ score: 100, gradable: true })
    })

    test('saves them again for the next one', async () => {
      const copy = path.join(folder, 'copy.assay')
      const { exitCode, said } = await run(['setup', '--save', copy], env)
      expect(exitCode, said).toBe(0)
      expect((await stat(copy)).size).toBe((await stat(saved)).size)
    })
  },
)

test.for<[string, spoil: (file: string) => Promise<unknown>, says: RegExp]>([
  ['cut off', cutOff, /is incomplete/],
  ['something else', (file) => writeFile(file, 'a'.repeat(5000)), /is not a file that/],
  [
    'of another version',
    (file) => sayElse(file, (text) => text.replaceAll('"of":"', '"of":"x')),
    /another version of Assay/,
  ],
  [
    'for another processor',
    (file) => sayElse(file, (text) => text.replace(/"architecture":"\w+"/, '"architecture":"s390x"')),
    /images for s390x, and Docker/,
  ],
  [
    'one with a name of the user’s own',
    (file) => sayElse(file, (text) => text.replace('assay/pause:', 'mine/pause:')),
    /is not a file that/,
  ],
])('a file that is %s: one sentence, and exit code 3', async ([, spoil, says]) => {
  const file = path.join(folder, 'spoilt.assay')
  await spoil(file)
  const { exitCode, said } = await run(['setup', '--load', file])
  expect(exitCode, said).toBe(3)
  expect(said.trim().split('\n').at(-1)).toMatch(says)
  expect(said).not.toMatch(/^ +at /m)
})

test('a file that is not there is the command line’s fault', async () => {
  const { exitCode, said } = await run(['setup', '--load', path.join(folder, 'nothing')])
  expect(exitCode, said).toBe(2)
  expect(said).toContain('there is no such file')
})

describe('a disk without room', () => {
  test('is looked at before anything is written', async (context) => {
    const disk = smallDisk(context, 4096)
    fillDisk(disk)
    const file = path.join(disk, 'images.assay')
    const { exitCode, said } = await run(['setup', '--save', file])
    expect(exitCode, said).toBe(3)
    expect(said).toMatch(/Saving the images takes [\d.]+ GB on the disk of .* Make room/)
    expect(existsSync(file)).toBe(false)
  })
})

async function cutOff(file: string): Promise<void> {
  await copyFile(saved, file)
  await truncate(file, Math.floor((await stat(file)).size / 2))
}

/** Writes the saved file anew with something else in what it says of itself. */
async function sayElse(file: string, change: (text: string) => string): Promise<void> {
  const names = imagesFor(nanomon).map(({ name }) => name)
  const { cargo, start } = await openCargo(saved, names)
  await writeFile(file, await packCargo(JSON.parse(change(JSON.stringify(cargo)))))
  await pipeline(createReadStream(saved, { start }), createWriteStream(file, { flags: 'a' }))
}
