import { execFileSync } from 'node:child_process'
import { linkSync, mkdirSync, symlinkSync, truncateSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { namesIn, readRegularFile, whyNotOpened } from './open.ts'
import { loadSample, root, write } from './sample.ts'

/** In milliseconds: a file that blocks would take for ever, and a busy machine may take this long. */
const AT_ONCE = 5000

async function listen(file: string): Promise<void> {
  const server = createServer()
  onTestFinished(() => void server.close())
  await new Promise<void>((resolve) => server.listen(file, resolve))
}

const hostile: [string, (file: string) => unknown, string][] = [
  ['a pipe', (file) => execFileSync('mkfifo', [file]), 'Not a regular file.'],
  ['a socket', listen, 'Cannot be read (ENXIO).'],
  ['a folder', (file) => mkdirSync(file), 'Not a regular file.'],
  ['a link to a file', (file) => symlinkSync('/etc/passwd', file), 'Cannot be read (ELOOP).'],
  ['a link to an endless device', (file) => symlinkSync('/dev/zero', file), 'Cannot be read (ELOOP).'],
  ['a file of 1 GB', (file) => sparse(file), 'Larger than 256 KiB: not read.'],
  ['a file that is not there', () => undefined, 'Cannot be read (ENOENT).'],
]

function sparse(file: string): void {
  write({ [path.basename(file)]: '' })
  truncateSync(file, 1024 ** 3)
}

test.each(hostile)('%s is not read, and blocks nothing', async (_, make, why) => {
  const file = path.join(root, 'a.yaml')
  await make(file)
  const before = performance.now()
  expect(await readRegularFile(root, 'a.yaml').catch(whyNotOpened)).toBe(why)
  expect(performance.now() - before).toBeLessThan(AT_ONCE)
})

test('a device is not read, and blocks nothing', async () => {
  expect(await readRegularFile('/dev', 'zero').catch(whyNotOpened)).toBe('Not a regular file.')
})

test("a file that cannot be opened is told with the system's word for why", async () =>
  expect(await readRegularFile(root, 'a'.repeat(300)).catch(whyNotOpened)).toBe(
    'Cannot be read (ENAMETOOLONG).',
  ))

test('a link on the way to a file is not followed, the one to the whole is', async () => {
  write({ 'mine/a.yaml': 'kind: Service' })
  symlinkSync('mine', path.join(root, 'theirs'))
  const own = Uint8Array.from(Buffer.from('kind: Service'))
  expect(await readRegularFile(root, 'mine/a.yaml')).toEqual(own)
  expect(await readRegularFile(path.join(root, 'theirs'), 'a.yaml')).toEqual(own)
  expect(await readRegularFile(root, 'theirs/a.yaml').catch(whyNotOpened)).toBe(
    'A symbolic link is not followed: hand in the file itself.',
  )
})

test('a file with two names is a file', async () => {
  write({ 'a.yaml': 'kind: Service' })
  linkSync(path.join(root, 'a.yaml'), path.join(root, 'b.yaml'))
  expect(await readRegularFile(root, 'b.yaml')).toEqual(Uint8Array.from(Buffer.from('kind: Service')))
})

test('of a folder with too many files none is read, so that chance chooses none', async () => {
  write({ '10.yaml': '', '9.yaml': '', '2.yaml': '' })
  expect(await namesIn(root, 3)).toEqual(['10.yaml', '2.yaml', '9.yaml'])
  expect(await namesIn(root, 2).catch(whyNotOpened)).toBe('Too many files in a folder: none of them is read.')
})

test.each(hostile.slice(0, 6))('%s called like a manifest costs that file alone', async (_, make) => {
  await make(path.join(root, 'a.yaml'))
  write({ 'b.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: b}' })
  const before = performance.now()
  const { manifests, unread } = await loadSample()
  expect([manifests.map(({ name }) => name), unread]).toEqual([['b'], []])
  expect(performance.now() - before).toBeLessThan(AT_ONCE)
})

test.each(hostile.slice(0, 6))('%s of any other name is looked into no more than that', async (_, make) => {
  await make(path.join(root, 'NOTES'))
  const before = performance.now()
  expect(await loadSample()).toMatchObject({ manifests: [], commands: [] })
  expect(performance.now() - before).toBeLessThan(AT_ONCE)
})
