import { expect, test } from 'vitest'
import { loadSample, object, said, write } from './sample.ts'

const FENCED =
  'Code blocks in a document are not graded: save the YAML as .yaml files and the commands as commands.sh.'
const SCRIPT =
  'A script is not run: put its kubectl and helm lines into commands.sh, which is read line by line.'
const RENAME = 'This file contains YAML: give it a name that ends in .yaml.'
const ARCHIVE = 'An archive is not opened: unpack it into the folder.'
const OFFICE = 'Only text is read: save the YAML in it as a .yaml file.'

const hpa = object('HorizontalPodAutoscaler', 'web', 'spec: {maxReplicas: 10}\n')
const scale = 'kubectl scale deployment web --replicas 4'

test.each<[string, string, string, number, object]>([
  [
    'README.md',
    `# My answer\n\n\`\`\`yaml\n${hpa}\`\`\`\n\nand\n\n\`\`\`sh\n$ ${scale}\n\`\`\`\n`,
    FENCED,
    4,
    { manifests: [{ kind: 'HorizontalPodAutoscaler', name: 'web' }], commands: [{ verb: 'scale' }] },
  ],
  ['notes.txt', `~~~~\n${scale}\n~~~~\n`, FENCED, 2, { manifests: [], commands: [{ verb: 'scale' }] }],
  ['a.md', `  \`\`\`\n  helm repo update\n  \`\`\``, FENCED, 2, { commands: [{ verb: 'repo update' }] }],
  [
    'values.md',
    'Values:\n```yaml\ningress:\n  enabled: true\n```\n',
    FENCED,
    1,
    { manifests: [], values: { file: 'values.md', object: { ingress: { enabled: true } } } },
  ],
  [
    'deploy.sh',
    `#!/bin/sh\nset -e\n${scale}\nkubectl apply -f hpa.yaml | tee log\n`,
    SCRIPT,
    3,
    {
      manifests: [],
      commands: [
        { verb: 'scale', replicas: 4 },
        { verb: 'apply', files: ['hpa.yaml'] },
      ],
    },
  ],
  [
    'deploy.ps1',
    'kubectl apply -f k8s/hpa.yaml\n',
    SCRIPT,
    1,
    { commands: [{ verb: 'apply', files: ['k8s/hpa.yaml'] }] },
  ],
  ['deploy', `# mine\nk apply -f hpa.yaml\n`, SCRIPT, 2, { commands: [{ verb: 'apply' }] }],
  ['inline.md', `Type \`\`\`\n${scale}\n\`\`\`\n`, SCRIPT, 2, { commands: [{ verb: 'scale' }] }],
  ['notes', `# mine\n\n \n  $ ${scale}\n`, SCRIPT, 4, { commands: [{ verb: 'scale' }] }],
  [
    'kind-first',
    '# mine\nkind: Service\napiVersion: v1\nmetadata: {name: a}\n',
    RENAME,
    2,
    { manifests: [{ kind: 'Service' }] },
  ],
  ['hpa.yaml.bak', hpa, RENAME, 1, { manifests: [{ name: 'web' }], commands: [] }],
  ['hpa', `# mine\n${hpa}---\n${object('Service', 's')}`, RENAME, 2, { manifests: [{}, { name: 's' }] }],
  [
    'values.yaml.old',
    'ingress: {enabled: true}\n',
    RENAME,
    1,
    {
      manifests: [],
      commands: [],
      values: { file: 'values.yaml.old', object: { ingress: { enabled: true } } },
    },
  ],
])('%s is not graded, and looked into', async (file, text, why, line, held) => {
  write({ [file]: text })
  const { manifests, commands, values, unread, problems } = await loadSample()
  expect({ manifests, commands, values }).toEqual({ manifests: [], commands: [], values: undefined })
  expect(unread).toMatchObject([{ why, at: { file, line, column: 1 }, isClosed: false, ...held }])
  expect(said(problems)).toEqual([`note ${file}:${line} ${why}`])
})

test.each([
  ...['zip', 'tar', 'tar.gz', 'gz', 'tgz', 'TGZ', 'bz2', 'xz', '7z', 'rar'].map((end) => [
    `work.${end}`,
    ARCHIVE,
  ]),
  ...['doc', 'docx', 'odt', 'rtf', 'pdf', 'PDF', 'pages', 'xls', 'xlsx', 'ppt', 'pptx'].map((end) => [
    `a.${end}`,
    OFFICE,
  ]),
])('%s stays closed, and may hold anything', async (file, why) => {
  write({ [file]: hpa })
  const { unread, problems } = await loadSample()
  expect(unread).toMatchObject([{ why, isClosed: true, manifests: [], commands: [], at: { file, line: 1 } }])
  expect(said(problems)).toEqual([`note ${file}:1 ${why}`])
})

test.each([
  ['LICENSE', 'MIT License\n\nCopyright (c)'],
  ['README.md', '# Solution\n\nI scaled the API with kubectl, see below.\n'],
  ['main.go', 'package main\n\nfunc main() {}\n'],
  ['shot.png', '\x89PNG\r\n\x1a\n\0\0'],
  ['broken.md', '```yaml\nkind: [\n```\n'],
  ['other.md', '```yaml\nservices:\n  api: {image: x}\n```\n'],
  ['build.sh', '#!/bin/sh\nmake\nkubectl get pods\n'],
  ['empty.txt', ''],
  ['work.zip.md', 'how to unpack it'],
  ['a.pdf.txt', 'how to print it'],
])('%s holds nothing of an answer, and is only named', async (file, text) => {
  write({ [file]: text })
  const { unread, problems } = await loadSample()
  expect(unread).toEqual([])
  expect(said(problems)).toEqual([`note ${file}:1 Neither YAML nor commands.sh, so not read: ${file}.`])
})

test.each([
  [8, ''],
  [11, ' and 3 more'],
])('%i files with nothing in them are named at once, and no more than eight', async (count, more) => {
  write(Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i + 10}.txt`, 'nothing'])))
  const { problems } = await loadSample()
  const names = Array.from({ length: 8 }, (_, i) => `f${i + 10}.txt`).join(', ')
  expect(said(problems)).toEqual([
    `note f10.txt:1 Neither YAML nor commands.sh, so not read: ${names}${more}.`,
  ])
})

test('hidden folders are named, and not looked at', async () => {
  write({
    '.git/config': scale,
    '.github/workflows/hpa.yaml': hpa,
    'a/.git/hpa.yaml': hpa,
    'node_modules/x/hpa.yaml': hpa,
    'reports/hpa.yaml': hpa,
  })
  const { manifests, unread, problems, files } = await loadSample()
  expect({ manifests, unread, files }).toEqual({ manifests: [], unread: [], files: 0 })
  expect(said(problems)).toEqual([
    'note .:1 Hidden or created by a tool, so not read: .git, .github, node_modules, reports.',
  ])
})

test('what is not graded changes nothing of what is', async () => {
  write({ 'hpa.yaml': hpa, 'hpa.yaml.bak': hpa, 'README.md': `\`\`\`\n${scale}\n\`\`\`\n`, 'work.zip': '' })
  const { manifests, commands, unread, files } = await loadSample()
  expect(manifests).toMatchObject([{ file: 'hpa.yaml' }])
  expect(commands).toEqual([])
  expect(files).toBe(1)
  expect(unread.map(({ at }) => [at.file, at.text])).toEqual([
    ['README.md', scale],
    ['hpa.yaml.bak', 'apiVersion: v1'],
    ['work.zip', ''],
  ])
})

test('a large file is named with its reason', async () => {
  write({ 'a.log': 'x'.repeat(256 * 1024 + 1) })
  const { unread, problems } = await loadSample()
  expect(unread).toMatchObject([{ at: { file: 'a.log' }, why: 'Larger than 256 KiB: not read.' }])
  expect(said(problems)).toEqual(['note a.log:1 Larger than 256 KiB: not read.'])
})

test('no more than 50 files are looked into, and the rest is named all the same', async () => {
  write(Object.fromEntries(Array.from({ length: 53 }, (_, i) => [`f${i + 10}.bak`, hpa])))
  const { unread, problems } = await loadSample()
  expect(unread).toHaveLength(50)
  expect(said(problems).at(-1)).toBe(
    'note f60.bak:1 Neither YAML nor commands.sh, so not read: f60.bak, f61.bak, f62.bak.',
  )
})

test('no more than 256 KiB of them are looked into', async () => {
  const long = `# ${'x'.repeat(100_000)}\n`
  write({ 'a.bak': long + hpa, 'b.bak': long + hpa, 'c.bak': long + hpa })
  const { unread } = await loadSample()
  expect(unread.map(({ at }) => at.file)).toEqual(['a.bak', 'b.bak'])
})

test('no more than 50 blocks of a document are looked into', async () => {
  write({ 'README.md': `\`\`\`\n${scale}\n\`\`\`\n`.repeat(53) })
  const { unread } = await loadSample()
  expect(unread[0]?.commands).toHaveLength(50)
})

test('the line of an unread file is that of the YAML, safe to print', async () => {
  write({
    hpa: `# mine\n\n${object('Service', 'a')}`,
    'README.md': '```\r\nkubectl scale deploy a --replicas 2 # \u202e\r\n```\r\n',
  })
  expect((await loadSample()).unread).toMatchObject([
    { at: { line: 2, text: 'kubectl scale deploy a --replicas 2 # ' } },
    { at: { line: 3, text: 'apiVersion: v1' } },
  ])
})

test('what stands in a document says its line in the file', async () => {
  write({ 'README.md': `# a\n\n\`\`\`yaml\n${object('Service', 'a')}\`\`\`\n` })
  expect((await loadSample()).unread[0]?.manifests[0]?.positions['']?.line).toBe(4)
})

test('the names of what is hidden are safe to print', async () => {
  write({ '.a\u001b[31m': '' })
  expect(said((await loadSample()).problems)[0]).not.toContain('\u001b')
})

test('a file that is too large to look into may hold any answer', async () => {
  write({ 'hpa.yaml.bak': `# ${'x'.repeat(300_000)}\n${object('HorizontalPodAutoscaler', 'a')}` })
  expect((await loadSample()).unread).toMatchObject([{ isClosed: true }])
})

test('a screenshot leaves room to look into what comes after it', async () => {
  const image = Buffer.concat([Buffer.from([0x89, 0x50, 0]), Buffer.alloc(250_000, 1)])
  write({ 'a.png': image, 'hpa.yaml.bak': `# ${'x'.repeat(20_000)}\n${object('Service', 'a')}` })
  expect((await loadSample()).unread).toHaveLength(1)
})

test('a fence of a hundred thousand ticks is read to its end', async () => {
  write({ 'notes.md': `${'`'.repeat(100_000)}\n${'x\n'.repeat(70_000)}` })
  expect(await loadSample()).toMatchObject({ manifests: [], unread: [] })
})
