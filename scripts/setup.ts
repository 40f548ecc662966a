import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { runCommand } from '../src/cli/command.ts'
import { readCommandLine } from '../src/cli/command-line.ts'
import { EXIT, Usage } from '../src/cli/exit.ts'
import { makeOutput } from '../src/cli/input.ts'
import { ensureEngine } from '../src/setup/engine.ts'
import { loadImages } from '../src/setup/loaded-images.ts'
import { saveImages } from '../src/setup/save-images.ts'
import { ensureSetup, inTurn } from '../src/setup/setup.ts'
import { step } from '../src/setup/step.ts'
import { nanomon } from '../src/workshop/nanomon.ts'

const USAGE = `usage: npm run setup -- [--save FILE | --load FILE]
  --save  write all images into a file, for machines without a network
  --load  load them from such a file; load only files from people you trust`

const EXAMPLES = ['npm run setup', 'npm run setup -- --save images.tar', 'npm run setup -- --load images.tar']

const OPTIONS = { save: { type: 'string' }, load: { type: 'string' } } as const

const readRequest = () =>
  readCommandLine({ usage: USAGE, examples: EXAMPLES, options: OPTIONS }, ({ save, load }) => {
    if (save !== undefined && load !== undefined) throw new Error('use either --save or --load')
    if (save !== undefined && process.env.ASSAY_NODE_IMAGE)
      throw new Error('--save saves the images that Assay chooses: unset ASSAY_NODE_IMAGE')
    return { save, load }
  })

function mustBeWritable(file: string): void {
  if (existsSync(file) && !statSync(file).isFile()) throw new Usage(`--save ${file}: this is not a file.`)
  makeOutput(path.dirname(file))
}

function mustBeFile(file: string): void {
  if (!existsSync(file)) throw new Usage(`--load ${file}: there is no such file.`)
  if (!statSync(file).isFile()) throw new Usage(`--load ${file}: this is not a file.`)
}

await runCommand(async (signal) => {
  const { save, load } = readRequest()
  if (save !== undefined) mustBeWritable(path.resolve(save))
  if (load !== undefined) {
    const file = path.resolve(load)
    mustBeFile(file)
    await inTurn(async () => {
      await step('engine', ensureEngine, (engine) => engine, [1, 2])
      await step(
        'load',
        (tell) => loadImages(nanomon, file, signal, tell),
        ({ images }) => `${Object.keys(images).length} images from ${file}`,
        [2, 2],
      )
    })
  }
  const setup = await ensureSetup(nanomon, signal)
  if (save !== undefined) {
    const file = path.resolve(save)
    await step(
      'save',
      (tell) => saveImages(setup, file, signal, tell),
      (size) => `${file}, ${Math.round(size / 1e6)} MB`,
      [1, 1],
    )
  }
  return EXIT.passed
})
