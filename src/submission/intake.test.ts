import { execFileSync } from 'node:child_process'
import { symlinkSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { object, root, said, write } from './sample.ts'
import { loadSubmission } from './submission.ts'

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
