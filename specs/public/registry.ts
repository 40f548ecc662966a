import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { imagesFor } from '../../src/setup/catalogue.ts'
import { type Images, namesIn, ofImage } from '../../src/setup/image-set.ts'
import { pulledName } from '../../src/setup/public-images.ts'
import { addressIn } from '../../src/setup/registry.ts'
import { $ } from '../../src/setup/shell.ts'
import { nanomon } from '../../src/workshop/nanomon.ts'

/** A folder that is there until it is closed. */
export async function openFolder(): Promise<{ folder: string; close(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'assay-public-'))
  return { folder, close: () => rm(folder, { recursive: true, force: true }) }
}

/** The program of a registry: this machine's, or Debian's, unpacked into a folder and not installed. Nothing where neither can be had. */
export async function findRegistry(folder: string): Promise<string | undefined> {
  const found = (await $`command -v docker-registry registry`).stdout.trim().split('\n')[0]
  if (found) return found
  await $({ cwd: folder })`apt-get download -qq docker-registry && dpkg --extract docker-registry_*.deb .`
  const program = path.join(folder, 'usr/bin/docker-registry')
  return existsSync(program) ? program : undefined
}

/** Starts a registry on this machine alone. */
export async function startRegistry(
  program: string,
  folder: string,
): Promise<{ host: string; stop(): Promise<void> }> {
  const config = path.join(folder, 'registry.yml')
  const storage = `storage: { filesystem: { rootdirectory: ${path.join(folder, 'images')} } }`
  await writeFile(config, `version: 0.1\n${storage}\nhttp: { addr: '127.0.0.1:0' }\n`)
  const child = spawn(program, ['serve', config], { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
  const host = await new Promise<string>((resolve, reject) => {
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      createInterface(stream).on('line', (line) => {
        said += `${line}\n`
        const [, address] = /listening on (127\.0\.0\.1:\d+)/.exec(line) ?? []
        if (address) resolve(address)
      })
    child.on('close', () => reject(new Error(`the registry does not start: ${said}`)))
  })
  return {
    host,
    async stop() {
      child.kill()
      await ended
    },
  }
}

/** Puts images into a registry, each under the path that its public name has. */
export async function fill(registry: string, images: Images): Promise<void> {
  const names = namesIn(images)
  for (const { name, reference } of imagesFor(nanomon)) {
    const address = addressIn(registry, reference)
    await mustDo('tag', ofImage(names, name), address)
    await mustDo('push', '--quiet', address)
    await mustDo('rmi', '--no-prune', address)
  }
}

/** Takes away the names that images were pulled under from a registry; what else they are called stays. */
export async function forget(registry: string): Promise<void> {
  const names = imagesFor(nanomon).flatMap((image) => [
    addressIn(registry, image.reference),
    pulledName(image, registry),
  ])
  for (const name of new Set(names)) await $`docker rmi --no-prune ${name}`
}

async function mustDo(...args: string[]): Promise<void> {
  const { exitCode, stderr } = await $`docker ${args}`
  if (exitCode !== 0) throw new Error(`docker ${args.join(' ')}: ${stderr}`)
}
