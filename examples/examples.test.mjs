import { execFileSync, spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

// The entry points as their systems call them, with a program in the place of npm. `specs/grader/entry-points.spec.ts`
// runs them with a cluster.

const here = path.dirname(fileURLToPath(import.meta.url))

let folder
let env

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'assay-examples-'))
  mkdirSync(path.join(folder, 'bin'))
  env = { PATH: `${folder}/bin:${process.env.PATH}`, HOME: folder }
})

afterEach(() => rmSync(folder, { recursive: true }))

/** Puts a program in the place of another one. It notes its folder and its arguments in `calls`. */
function standIn(name, ...lines) {
  const note = `echo "$(basename "$0") $PWD $*" >> ${folder}/calls`
  writeFileSync(path.join(folder, 'bin', name), ['#!/bin/sh', note, ...lines, ''].join('\n'), { mode: 0o755 })
}

/** An npm that ends with an exit code, and that has written these files to the folder after `--out` if it has graded. */
function standInForGrade(code, files) {
  const writes = Object.entries(files).map(([name, text]) => `  echo '${text}' > "$out/${name}"`)
  standIn(
    'npm',
    `out=$(echo "$*" | sed 's/.*--out \\([^ ]*\\).*/\\1/')`,
    `if [ ${code} -le 1 ]; then`,
    '  mkdir -p "$out"',
    ...writes,
    'fi',
    `exit ${code}`,
  )
}

const call = (program, args, cwd, more = {}) =>
  spawnSync(program, args, { cwd, env: { ...env, ...more }, encoding: 'utf8' })
const calls = () => readFileSync(path.join(folder, 'calls'), 'utf8').trim().split('\n')

describe('Gradescope', () => {
  const results = () => path.join(folder, 'results/results.json')

  beforeEach(() => {
    for (const name of ['source', 'submission', 'results']) mkdirSync(path.join(folder, name))
    copyFileSync(path.join(here, 'gradescope/run_autograder'), path.join(folder, 'run_autograder'))
    copyFileSync(path.join(here, 'gradescope/setup.sh'), path.join(folder, 'source/setup.sh'))
    writeFileSync(results(), 'of an earlier run')
  })

  const run = () => call(path.join(folder, 'run_autograder'), [], folder)

  test.each([0, 1])('a grade that ends with %i has results', (code) => {
    standInForGrade(code, { 'results.json': '{"score": 4}' })
    expect(run()).toMatchObject({ status: 0, stderr: '' })
    expect(readFileSync(results(), 'utf8')).toBe('{"score": 4}\n')
    expect(calls()).toEqual([
      `npm ${folder}/source run --silent grade -- ${folder}/submission --out ${folder}/results --format gradescope`,
    ])
  })

  test.each([2, 3, 130])('a grade that ends with %i has none, not even older ones', (code) => {
    standInForGrade(code, {})
    expect(run().status).toBe(code)
    expect(existsSync(results())).toBe(false)
  })

  test('Assay is made ready when the image is made', () => {
    for (const name of ['apt-get', 'npm']) standIn(name)
    expect(call('bash', [path.join(folder, 'source/setup.sh')], '/')).toMatchObject({ status: 0, stderr: '' })
    expect(calls()).toEqual([
      'apt-get / update',
      'apt-get / install --yes nodejs npm docker.io',
      `npm ${folder}/source run --silent grade -- --help`,
    ])
  })

  test('an image without a package is not made', () => {
    standIn('apt-get', 'exit 100')
    standIn('npm')
    expect(call('bash', [path.join(folder, 'source/setup.sh')], '/').status).toBe(100)
  })
})

const hasPython = spawnSync('python3', ['--version']).status === 0

describe.skipIf(!hasPython)('Classroom 50', () => {
  const bundle = () => path.join(folder, 'bundle')
  const checkout = () => path.join(folder, 'checkout')
  const written = (name) => readFileSync(path.join(checkout(), name), 'utf8')

  beforeEach(() => {
    for (const name of ['assay', 'bundle', 'checkout', 'temp']) mkdirSync(path.join(folder, name))
    copyFileSync(path.join(here, 'classroom50/autograder.py'), path.join(bundle(), 'autograder.py'))
    env.RUNNER_TEMP = path.join(folder, 'temp')
  })

  const run = (more = { ASSAY: path.join(folder, 'assay') }) =>
    call('python3', [path.join(bundle(), 'autograder.py')], checkout(), more)

  test.each([0, 1])('a grade that ends with %i has a result', (code) => {
    standInForGrade(code, { 'result.json': '{"score": 4}', 'report.md': '## Assay: 4/5' })
    expect(run()).toMatchObject({ status: 0, stderr: '' })
    expect(written('result.json')).toBe('{"score": 4}\n')
    expect(written('release-body.md')).toBe('## Assay: 4/5\n')
    expect(calls()[0]).toMatch(
      new RegExp(
        `^npm ${folder}/assay run --silent grade -- ${checkout()}/submission --out ${folder}/temp/\\S+ --format classroom50 --format markdown$`,
      ),
    )
  })

  test.each([2, 3, 130])('a grade that ends with %i is an error of the infrastructure', (code) => {
    standInForGrade(code, {})
    expect(run().status).toBe(code)
    expect(existsSync(path.join(checkout(), 'result.json'))).toBe(false)
  })

  test('a report that GitHub would not take leaves the text of the release to Classroom 50', () => {
    standInForGrade(0, { 'result.json': '{}', 'report.md': 'x'.repeat(125_000) })
    expect(run().status).toBe(0)
    expect(existsSync(path.join(checkout(), 'release-body.md'))).toBe(false)
  })

  test('without an Assay on the runner, the commit that the instructor has filled in is fetched', () => {
    const git = (...args) =>
      execFileSync('git', ['-C', path.join(folder, 'assay'), ...args], { env, encoding: 'utf8' })
    git('init', '--quiet')
    writeFileSync(path.join(folder, 'assay/package.json'), '{}')
    git('add', '.')
    git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '--message', 'one')
    const template = readFileSync(path.join(here, 'classroom50/autograder.py'), 'utf8')
    const filledIn = template
      .replace('https://github.com/OWNER/assay', path.join(folder, 'assay'))
      .replace(/0{40}/, git('rev-parse', 'HEAD').trim())
    writeFileSync(path.join(bundle(), 'autograder.py'), filledIn)
    standIn('npm', 'test -f package.json && exit 3')
    expect(run({})).toMatchObject({ status: 3, stderr: '' })
    expect(calls()[0]).toMatch(new RegExp(`^npm ${folder}/temp/\\S+/assay run`))
  })

  test('an Assay that cannot be fetched is an error of the infrastructure', () => {
    standIn('npm')
    symlinkSync('/bin/false', path.join(folder, 'bin/git'))
    expect(run({}).status).toBe(1)
    expect(existsSync(path.join(folder, 'calls'))).toBe(false)
  })
})
