import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Header, pack } from 'tar-stream'
import { afterAll, expect, test } from 'vitest'
import { CARGO_NAME, type Cargo, FORMAT, misfitOf, parseCargo } from './cargo.ts'
import { mustHold } from './cargo-content.ts'
import { openCargo, packCargo } from './cargo-file.ts'
import { clusterImages } from './catalogue.ts'
import { byImage } from './image-set.ts'

const folder = await mkdtemp(path.join(tmpdir(), 'assay-cargo-'))
afterAll(() => rm(folder, { recursive: true }))

const keys = [...clusterImages.map(({ name }) => name), 'database']
const images = byImage(keys.map((key) => [key, { name: `assay/${key}:0123456789ab`, of: `public/${key}:1` }]))
const cargo: Cargo = { format: FORMAT, assay: '0.1.0', architecture: 'amd64', images }
const names = Object.values(images).map(({ name }) => name)
const ID = 'a'.repeat(64)

async function readCargoFile(file: string) {
  const opened = await openCargo(file, keys)
  await mustHold(file, opened)
  return opened
}

type Entry = [Partial<Header> & { name: string }, string?]
const manifest = (tags: string[]): Entry => [
  { name: 'manifest.json' },
  JSON.stringify([{ Config: `${ID}.json`, RepoTags: tags, Layers: [`${ID}/layer.tar`] }]),
]
/** What `docker save` writes, as far as names go. */
const saved: Entry[] = [
  [{ name: `${ID}.json` }, '{}'],
  [{ name: `${ID}/`, type: 'directory' }],
  [{ name: `${ID}/layer.tar` }, 'x'.repeat(5000)],
]

async function fileOf(entries: Entry[], first: Cargo | string = cargo): Promise<string> {
  const packing = pack()
  for (const [header, text] of entries) packing.entry(header, text ?? '')
  packing.finalize()
  const chunks = [] as Buffer[]
  for await (const chunk of packing as AsyncIterable<Buffer>) chunks.push(chunk)
  const head = typeof first === 'string' ? Buffer.from(first) : await packCargo(first)
  const file = path.join(folder, 'images.tar')
  await writeFile(file, Buffer.concat([head, ...chunks]))
  return file
}

test('what was saved is read, and where what Docker is given begins', async () => {
  const file = await fileOf([...saved, manifest(names)])
  const { cargo: read, start } = await readCargoFile(file)
  expect(read).toEqual(cargo)
  expect((await readFile(file)).subarray(start, start + 64).toString()).toBe(ID)
})

test('a file that was cut off anywhere is told from a whole one', async () => {
  const file = await fileOf([...saved, manifest(names)])
  const { length } = await readFile(file)
  for (const size of [length - 3000, 6000, 4000]) {
    await truncate(file, size)
    await expect(readCargoFile(file)).rejects.toThrow('is incomplete')
  }
  await truncate(file, 100)
  await expect(readCargoFile(file)).rejects.toThrow('is not a file that')
})

test('one that is cut off between two entries, too', async () => {
  await expect(readCargoFile(await fileOf(saved))).rejects.toThrow('is incomplete')
  const withoutLayer = saved.slice(0, 2)
  await expect(readCargoFile(await fileOf([...withoutLayer, manifest(names)]))).rejects.toThrow(
    'is incomplete',
  )
  await expect(readCargoFile(await fileOf([...saved, manifest(names.slice(1))]))).rejects.toThrow(
    'is incomplete',
  )
})

test.for<[string, Entry[]]>([
  ['manifest.json', [manifest([...names, 'mine:17'])]],
  ['repositories', [manifest(names), [{ name: 'repositories' }, '{"mine":{"17":"x"}}']]],
  [
    'index.json',
    [
      manifest(names),
      [
        { name: 'index.json' },
        '{"manifests":[{"annotations":{"io.containerd.image.name":"docker.io/library/mine:17"}}]}',
      ],
    ],
  ],
])('no name of the user’s own is taken from %s', async ([, entries]) => {
  await expect(readCargoFile(await fileOf([...saved, ...entries]))).rejects.toThrow(
    /would put an image into Docker under a name that is not Assay's: (?:library\/)?mine:17/,
  )
})

test.for<[string, Entry]>([
  ['a path out of it', [{ name: '../../etc/passwd' }, 'x']],
  ['a link out of it', [{ name: `${'b'.repeat(64)}/layer.tar`, type: 'symlink', linkname: '/etc/shadow' }]],
  ['a hard link', [{ name: `${'b'.repeat(64)}.json`, type: 'link', linkname: 'manifest.json' }]],
  ['a device', [{ name: `${'b'.repeat(64)}.json`, type: 'character-device' }]],
  ['a second list of names', manifest(['mine:17'])],
  ['something else', [{ name: 'run.sh' }, 'x']],
])('a file with %s is none of ours', async ([, entry]) => {
  await expect(readCargoFile(await fileOf([...saved, manifest(names), entry]))).rejects.toThrow(
    'is not a file that',
  )
})

test('a layer that two images share is a link', async () => {
  const other = 'b'.repeat(64)
  const link: Entry = [{ name: `${other}/layer.tar`, type: 'symlink', linkname: `../${ID}/layer.tar` }]
  const { cargo: read } = await readCargoFile(await fileOf([...saved, link, manifest(names)]))
  expect(read.assay).toBe('0.1.0')
})

test('any other file is none of ours', async () => {
  await expect(readCargoFile(await fileOf([...saved, manifest(names)], ''))).rejects.toThrow(
    'is not a file that',
  )
  await expect(readCargoFile(await fileOf([], 'hello'))).rejects.toThrow('is not a file that')
  const huge = `${CARGO_NAME}\0`.padEnd(124, '\0').concat('77777777777\0').padEnd(512, '\0')
  await expect(readCargoFile(await fileOf([], huge))).rejects.toThrow('is not a file that')
})

test.for<[string, object]>([
  ['a name of the user’s own', { images: { ...images, database: { name: 'mine:17', of: 'x' } } }],
  ['a name of another image of ours', { images: { ...images, pause: images.database } }],
  ['no format', { format: undefined }],
  ['no images', { images: null }],
  ['a control sequence', { images: { ...images, pause: { ...images.pause, of: '\u001b[2J' } } }],
])('a cargo with %s is none of ours', ([, changed]) => {
  expect(() => parseCargo(JSON.stringify({ ...cargo, ...changed }), keys)).toThrow('is not a file that')
})

test('another version is named', () => {
  expect(() => parseCargo(JSON.stringify({ ...cargo, format: 2, assay: '9.0.0' }), keys)).toThrow(
    'newer version of Assay (9.0.0)',
  )
  const { pause: _, ...fewer } = images
  expect(() => parseCargo(JSON.stringify({ ...cargo, images: fewer }), keys)).toThrow(
    'another version of Assay',
  )
})

const stood = byImage(keys.map((key) => [key, `public/${key}:1`]))

test('images for another processor, or of another checkout, do not fit', () => {
  const built = byImage(keys.map((key) => [key, `assay/${key}:1`]))
  const newer = { ...stood, database: 'public/database:2' }
  expect(misfitOf(cargo, { architecture: 'amd64', sets: [built, stood] })).toBeUndefined()
  expect(misfitOf(cargo, { architecture: 'arm64', sets: [built, stood] })).toBe(
    'holds images for amd64, and Docker runs on arm64 here. Save them on a machine like this one.',
  )
  expect(misfitOf(cargo, { architecture: 'amd64', sets: [built, newer] })).toContain(
    'of another version of Assay (0.1.0)',
  )
})
