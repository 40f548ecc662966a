import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { TestContext } from 'vitest'
import { builtNode } from '../../src/setup/built-images.ts'
import { root } from '../../src/setup/paths.ts'
import { $ } from '../../src/setup/shell.ts'
import { belongings, plainEnvironment } from './faulted-grade.ts'

/** Doctor's findings on a node image. */
export interface Examined {
  exitCode: number | null
  /** All that it printed. */
  said: string
  /** What it found lacking, each on one line: the name, and what was seen. */
  lacks: string[]
  /** The containers, networks and folders of it that are still there. */
  left: string[]
}

type Context = Pick<TestContext, 'onTestFinished'>

/** Runs doctor as a user does; interrupts it, as Ctrl-C does, at a line that it prints. */
export async function examineWith(
  { onTestFinished }: Context,
  env: NodeJS.ProcessEnv,
  interruptAt?: RegExp,
): Promise<Examined> {
  const child = spawn(process.execPath, ['scripts/start.mjs', 'doctor'], {
    cwd: root,
    env: { ...plainEnvironment(), ...env },
  })
  onTestFinished(() => void child.kill('SIGTERM'))
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    createInterface(stream).on('line', (line) => {
      said += `${line}\n`
      if (interruptAt?.test(line)) child.kill('SIGINT')
    })
  const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve))
  const { containers, networks } = await belongings(child.pid ?? 0)
  // A line that is too long goes on below, indented.
  const whole = said.replace(/\n {23}/g, ' ')
  const lacks = [...whole.matchAll(/^LACKS {2}(.*?) {2,}(.*)$/gm)].map(([, name, seen]) => `${name}: ${seen}`)
  return { exitCode, said, lacks, left: [...containers, ...networks] }
}

/** An image that is the node built here but for what a script changes in it; gone when the test has ended. */
export async function spoiltNode({ onTestFinished }: Context, name: string, script: string): Promise<string> {
  const image = `assay-spoilt/${name}`
  const container = `assay-spoilt-${name}`
  const config = ['--change', 'ENTRYPOINT ["/usr/local/bin/node"]', '--change', 'CMD ["server"]']
  onTestFinished(async () => {
    await $`docker rm --force --volumes ${container}`
    await $`docker rmi ${image}`
  })
  await $`docker run --name ${container} --network none --entrypoint sh ${await builtNode()} -c ${script}`
  const committed = await $`docker commit ${config} ${container} ${image}`
  if (committed.exitCode !== 0) throw new Error(`the image cannot be made: ${committed.stderr}`)
  return image
}
