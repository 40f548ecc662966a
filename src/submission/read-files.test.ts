import { execFileSync } from 'node:child_process'
import { symlinkSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadSample, object, root, said, write } from './sample.ts'

test('nothing but regular files is opened', async () => {
  write({ 'a.yaml': object('Service', 'a'), 'hpa.yaml/b.yaml': object('Service', 'b') })
  execFileSync('mkfifo', [join(root, 'pipe.yaml')])
  symlinkSync('/etc/passwd', join(root, 'passwd.yaml'))
  symlinkSync('/dev/zero', join(root, 'zero.yaml'))
  symlinkSync('..', join(root, 'up'))
  symlinkSync('missing', join(root, 'dangling.yaml'))
  const submission = await loadSample()
  expect(submission.manifests.map(({ name }) => name)).toEqual(['a', 'b'])
  expect(said(submission.problems)).toEqual([
    'error dangling.yaml:1 A symbolic link is not followed: hand in the file itself.',
    'error passwd.yaml:1 A symbolic link is not followed: hand in the file itself.',
    'error pipe.yaml:1 Not a regular file: a pipe, socket or device is not read.',
    'note up:1 A symbolic link is not followed: hand in the file itself.',
    'error zero.yaml:1 A symbolic link is not followed: hand in the file itself.',
  ])
  expect(JSON.stringify(submission)).not.toContain('root:')
})

test('UTF-16 with its mark is read as UTF-8 is', async () => {
  const text = object('Service', 'naïve-😀', 'spec: {selector: {app: ünïcode}}\n').replaceAll('\n', '\r\n')
  const little = Buffer.from(`\ufeff${text}`, 'utf16le')
  const load = async (content: string | Uint8Array) => {
    write({ 'a.yaml': content })
    const { manifests, problems } = await loadSample()
    return { manifests, problems }
  }
  const wanted = await load(text)
  expect(wanted).toMatchObject({ manifests: [{ name: 'naïve-😀' }], problems: [] })
  expect(await load(`\ufeff${text}`)).toEqual(wanted)
  expect(await load(little)).toEqual(wanted)
  expect(await load(Buffer.from(little).swap16())).toEqual(wanted)
})

test('UTF-16 without a mark is what kubectl makes of it, and that is nothing', async () => {
  write({ 'a.yaml': Buffer.from(object('Service', 'a'), 'utf16le') })
  const { manifests, problems } = await loadSample()
  expect(manifests).toEqual([])
  expect(said(problems)).toEqual([
    'error a.yaml:1 kubectl cannot read this YAML: it contains a control character (U+0000).',
  ])
})

test.each([
  [
    'what is not UTF-8',
    Buffer.from('\u00ff', 'latin1'),
    '\ufffd',
    ['note a.yaml:4 Not UTF-8: kubectl replaces the invalid bytes with �.'],
  ],
  [
    'a control character',
    '\u0000',
    undefined,
    ['error a.yaml:4 kubectl cannot read this YAML: it contains a control character (U+0000).'],
  ],
])('%s is to us what it is to kubectl', async (_, bytes, seen, problem) => {
  write({
    'a.yaml': Buffer.concat([
      Buffer.from(object('Service', 'a', 'spec: ')),
      Buffer.from(bytes),
      Buffer.from('\n'),
    ]),
  })
  const { manifests, problems } = await loadSample()
  expect(manifests.map(({ object }) => object.spec)).toEqual(seen === undefined ? [] : [seen])
  expect(said(problems)).toEqual(problem)
})

test.each([
  ['hpa.yaml.txt', object('HorizontalPodAutoscaler', 'a')],
  ['HPA.YML.TXT', object('HorizontalPodAutoscaler', 'a')],
  ['hpa.json.txt', '{"apiVersion":"v1","kind":"HorizontalPodAutoscaler","metadata":{"name":"a"}}'],
])('%s is read, with a note', async (file, text) => {
  write({ [file]: text })
  const { manifests, problems } = await loadSample()
  expect(manifests).toMatchObject([{ name: 'a', file }])
  expect(said(problems)).toEqual([
    `note ${file}:1 Read, although its name ends in .txt, which Windows hides. \`kubectl apply -f FOLDER\` skips this file.`,
  ])
})

test.each(['commands.sh', 'commands.txt', 'commands.sh.txt', 'Commands.SH.TXT'])(
  '%s is a script, with nothing to note',
  async (file) => {
    write({ [file]: 'kubectl scale deploy a --replicas 2\n' })
    const { commands, problems } = await loadSample()
    expect(commands).toMatchObject([{ verb: 'scale', file }])
    expect(problems).toEqual([])
  },
)

test.each([0xfe, 0xff])('half of a mark is none: 0x%x', async (byte) => {
  write({ 'a.yaml': Buffer.concat([Buffer.from([0x23, byte, 0x0a]), Buffer.from(object('Service', 'a'))]) })
  const { manifests, problems } = await loadSample()
  expect(manifests).toMatchObject([{ name: 'a' }])
  expect(said(problems)).toEqual(['note a.yaml:1 Not UTF-8: kubectl replaces the invalid bytes with �.'])
})

test('a name that has .txt in it is nothing to note', async () => {
  write({ 'a.txt.yaml': object('Service', 'a') })
  expect(await loadSample()).toMatchObject({ manifests: [{ name: 'a' }], problems: [] })
})

test('a file of 1 GB is not read', async () => {
  write({ 'big.yaml': '', 'a.yaml': object('Service', 'a') })
  truncateSync(join(root, 'big.yaml'), 1024 ** 3)
  const { manifests, problems } = await loadSample()
  expect(manifests).toHaveLength(1)
  expect(said(problems)).toEqual(['error big.yaml:1 Larger than 256 KiB: not read.'])
})

test('no more than 200 files and 2 MiB', async () => {
  write(
    Object.fromEntries(
      Array.from({ length: 205 }, (_, i) => [
        `f${String(i).padStart(3, '0')}.yaml`,
        object('Service', `s${i}`),
      ]),
    ),
  )
  const many = await loadSample()
  expect(many.files).toBe(200)
  expect(said(many.problems)).toEqual(['error f200.yaml:1 More than 200 files: the rest is not read.'])
  write(Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`e${i}.yaml`, `# ${'x'.repeat(250_000)}`])))
  const heavy = await loadSample()
  expect(said(heavy.problems)).toEqual(['error e8.yaml:1 More than 2 MiB in total: the rest is not read.'])
})

test('file names are data', async () => {
  const names = [
    '-f.yaml',
    'a;rm -rf.yaml',
    '$(id).yaml',
    'new\nline\u001b[31m.yaml',
    `${'x'.repeat(250)}.yaml`,
  ]
  write(Object.fromEntries(names.map((name, i) => [name, object('Service', `s${i}`)])))
  const { manifests } = await loadSample()
  expect(manifests).toHaveLength(5)
  expect(manifests.map(({ file }) => file)).toContain('new\\u{a}line\\u{1b}[31m.yaml')
})
