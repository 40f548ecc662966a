import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadManifests, loadSubmission, UnreadableSubmission } from './submission.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'assay-submission-'))
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(files: Record<string, string | Uint8Array>) {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
}

function object(kind: string, name: string, rest = '') {
  return `apiVersion: v1\nkind: ${kind}\nmetadata: {name: ${name}}\n${rest}`
}

function said(problems: { severity: string; message: string; at?: { file: string; line: number } }[]) {
  return problems.map(({ severity, message, at }) => `${severity} ${at?.file}:${at?.line} ${message}`)
}

test('an empty folder is an empty submission', async () => {
  const submission = await loadSubmission(root)
  expect(submission).toMatchObject({ root, manifests: [], commands: [], skipped: [], problems: [], files: 0 })
  expect(submission.values).toBeUndefined()
})

test.each([
  ['nope', 'found nothing'],
  ['a-file', 'found a file'],
])('%s is no submission', async (name, seen) => {
  write({ 'a-file': '' })
  const loading = loadSubmission(join(root, name))
  await expect(loading).rejects.toThrow(UnreadableSubmission)
  await expect(loading).rejects.toThrow(seen)
})

test('any layout is loaded, by content and not by name', async () => {
  write({
    'deep/er/anything.yml': `${object('Service', 'a', 'spec: {x: 1}\n')}---\n${object('ConfigMap', 'b')}`,
    'list.json':
      '{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"Secret","metadata":{"name":"c","namespace":"n"}}]}',
    'typed.yaml': 'apiVersion: apps/v1\nkind: DeploymentList\nitems:\n  - metadata:\n      name: d\n',
    'values.yaml': 'ingress:\n  enabled: true\n',
    'Commands.TXT': 'kubectl scale deploy d --replicas 4\nwatch kubectl top pods\n',
    'README.md': '# hi',
    'results.json': '{"score": 100}',
    'package.json': '{}',
    'vitest.config.ts': 'throw 1',
    'node_modules/x/a.yaml': object('Service', 'x'),
    'reports/a.yaml': object('Service', 'x'),
    '.hidden/a.yaml': object('Service', 'x'),
  })
  const submission = await loadSubmission(root)
  expect(submission.manifests).toMatchObject([
    { kind: 'Service', name: 'a', file: 'deep/er/anything.yml', origin: 'submission', apiVersion: 'v1' },
    { kind: 'ConfigMap', name: 'b' },
    { kind: 'Secret', name: 'c', namespace: 'n' },
    { kind: 'Deployment', name: 'd', apiVersion: 'apps/v1' },
  ])
  expect(submission.manifests[3]?.positions).toMatchObject({
    '': { line: 4, column: 5 },
    'metadata.name': { line: 5 },
  })
  expect(submission.values).toMatchObject({ file: 'values.yaml', object: { ingress: { enabled: true } } })
  expect(submission.commands).toMatchObject([{ verb: 'scale', file: 'Commands.TXT', line: 1 }])
  expect(submission.skipped).toMatchObject([{ text: 'watch kubectl top pods' }])
  expect(submission.problems).toEqual([])
  expect(structuredClone(submission)).toEqual(submission)
})

test('one bad file costs only itself', async () => {
  write({
    'a.yaml': object('Service', 'a'),
    'b.yaml': 'apiVersion: v1\nkind: [\n',
    'c.yaml': object('Service', 'c', 'spec:\n  replicas: 1\n  replicas: 60\n'),
    'd.yaml': 'kind: Service\nmetadata: {name: d}\n',
    'e.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {}\n',
    'f.yaml': 'metadata: {name: f}\nspec: {}\n',
    'g.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n  name: 12\n',
    'h.yaml': 'just words\n',
    'i.yaml': 'apiVersion: v1\nkind: List\nitems: [1, {kind: Role}]\n',
  })
  const { manifests, problems } = await loadSubmission(root)
  expect(manifests.map(({ name }) => name)).toEqual(['a'])
  expect(said(problems)).toMatchObject([
    expect.stringMatching(/^error b.yaml:\d Not YAML that kubectl can read: /),
    'error c.yaml:6 Map keys must be unique: "replicas" is here twice.',
    'error d.yaml:1 Not a Kubernetes object: apiVersion is missing or not text.',
    'error e.yaml:1 This Service has no name: metadata.name is missing.',
    'error f.yaml:1 Not a Kubernetes object: apiVersion is missing or not text.',
    'error g.yaml:4 This Service has no name: metadata.name is not text (quote it).',
    'error h.yaml:1 Not a Kubernetes object: expected a mapping with apiVersion and kind.',
    'error i.yaml:3 Not a Kubernetes object: expected a mapping with apiVersion and kind.',
    'error i.yaml:3 Not a Kubernetes object: apiVersion is missing or not text.',
  ])
})

test('of two definitions the last in path order wins', async () => {
  write({ 'a.yaml': object('Service', 'x'), 'b/a.yaml': object('Service', 'x', 'spec: {b: 1}\n') })
  const { manifests, problems } = await loadSubmission(root)
  expect(manifests).toMatchObject([{ file: 'b/a.yaml' }])
  expect(said(problems)).toEqual([
    'note a.yaml:1 Service "x" is defined again: b/a.yaml:1 wins, as the last one applied.',
  ])
})

test.each<[string, Record<string, string>, object]>([
  [
    'the one that a command names',
    {
      'values.yaml': 'a: 1',
      'my.yaml': 'b: 1',
      'commands.sh': 'helm install demo nanomon/nanomon -f my.yaml',
    },
    { file: 'my.yaml' },
  ],
  [
    'the shallowest values.yaml',
    { 'a/values.yaml': 'a: 1', 'values.yml': 'b: 1', 'a.yaml': 'c: 1' },
    { file: 'values.yml' },
  ],
  ['the only mapping there is', { 'helm.yaml': 'a: 1' }, { file: 'helm.yaml', object: { a: 1 } }],
  [
    'an empty values.yaml',
    { 'values.yaml': '# none\n' },
    { file: 'values.yaml', object: {}, text: '# none\n' },
  ],
  [
    'one that is not YAML',
    { 'values.yaml': 'a: [' },
    { text: 'a: [', object: {}, problem: { severity: 'error' } },
  ],
  [
    'one that is not a mapping',
    { 'values.yaml': '- a\n' },
    { text: '- a\n', problem: { message: 'Helm values must be a mapping (key: value); this is a list.' } },
  ],
])('values are %s', async (_, files, values) => {
  write(files)
  expect((await loadSubmission(root)).values).toMatchObject(values)
})

test('charts and kustomizations are not run', async () => {
  write({
    'chart/Chart.yaml': 'name: x',
    'chart/templates/a.yaml': object('Service', 'x'),
    'chart/values.yaml': 'a: 1',
    'kustomization.yaml': 'resources: [https://example.com/x]',
    'a.yaml': object('Service', 'a'),
  })
  const { manifests, values, problems } = await loadSubmission(root)
  expect(manifests.map(({ name }) => name)).toEqual(['a'])
  expect(values).toBeUndefined()
  expect(problems.map(({ severity, at }) => `${severity} ${at?.file}`)).toEqual([
    'note chart',
    'note kustomization.yaml',
  ])
})

test('nothing but regular files is opened', async () => {
  write({ 'a.yaml': object('Service', 'a'), 'hpa.yaml/b.yaml': object('Service', 'b') })
  execFileSync('mkfifo', [join(root, 'pipe.yaml')])
  symlinkSync('/etc/passwd', join(root, 'passwd.yaml'))
  symlinkSync('/dev/zero', join(root, 'zero.yaml'))
  symlinkSync('..', join(root, 'up'))
  symlinkSync('missing', join(root, 'dangling.yaml'))
  const submission = await loadSubmission(root)
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

test.each([
  ['UTF-16', Buffer.from('\ufeffa: 1', 'utf16le'), 'error x.yaml:1 Saved as UTF-16: save it as UTF-8.'],
  ['NUL', 'a: 1\nb: \0', 'error x.yaml:2 Holds a control character (U+0000): is it a text file?'],
  ['invalid UTF-8', Buffer.from('613a20310a623a20ff', 'hex'), 'error x.yaml:2 Not UTF-8: save it as UTF-8.'],
])('%s is not text', async (_, content, problem) => {
  write({ 'x.yaml': content, 'a.yaml': object('Service', 'a') })
  const { manifests, problems } = await loadSubmission(root)
  expect(manifests).toHaveLength(1)
  expect(said(problems)).toEqual([problem])
})

test('a file of 1 GB is not read', async () => {
  write({ 'big.yaml': '', 'a.yaml': object('Service', 'a') })
  truncateSync(join(root, 'big.yaml'), 1024 ** 3)
  const { manifests, problems } = await loadSubmission(root)
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
  const many = await loadSubmission(root)
  expect(many.files).toBe(200)
  expect(said(many.problems)).toEqual(['error f200.yaml:1 More than 200 files: from here on none is read.'])
  write(Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`e${i}.yaml`, `# ${'x'.repeat(250_000)}`])))
  const heavy = await loadSubmission(root)
  expect(said(heavy.problems)).toEqual([
    'error e8.yaml:1 More than 2 MiB in total: from here on no file is read.',
  ])
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
  const { manifests } = await loadSubmission(root)
  expect(manifests).toHaveLength(5)
  expect(manifests.map(({ file }) => file)).toContain('new\\u{a}line\\u{1b}[31m.yaml')
})

test('the digest follows paths and contents, and nothing else', async () => {
  write({ 'a.yaml': object('Service', 'a'), 'note.md': '1' })
  const first = (await loadSubmission(root)).digest
  write({ 'note.md': '2' })
  expect((await loadSubmission(root)).digest).toBe(first)
  write({ 'a.yaml': object('Service', 'b') })
  expect((await loadSubmission(root)).digest).not.toBe(first)
})

test('what a learner says cannot steer a terminal', async () => {
  write({
    'a.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n  name: 1 # \u202e\u2028 hidden\n',
    'commands.sh': `wget ${'x'.repeat(999)}`,
  })
  const { problems, skipped } = await loadSubmission(root)
  expect(problems[0]?.at?.text).toBe('  name: 1 #  hidden')
  expect(skipped[0]?.text).toHaveLength(200)
})

test('our own manifests must be right', async () => {
  write({ 'a.yaml': object('Service', 'a') })
  expect(await loadManifests(root, 'workshop')).toMatchObject([{ name: 'a', origin: 'workshop' }])
  write({ 'b.yaml': 'kind: [' })
  await expect(loadManifests(root, 'workshop')).rejects.toThrow('b.yaml:')
})
