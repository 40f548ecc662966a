import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fenced, renderAnnotations, withCommandsStopped, writeGitHub } from './github.ts'
import { renderMarkdown } from './markdown.ts'
import { eachVerdict, sampleReport, sampleResult } from './sample.ts'

const hostile = 'a, b: 100%\r\n::set-output name=x::y\u001b[31m'
const at = { file: 'x,y:z%.yaml', line: 7, column: 3, text: 'x' }
const failure = (id: string, points: number, observed = 'b') =>
  sampleResult(id, { verdict: 'fail', finding: { expected: 'a', observed } }, { points })

describe('annotations', () => {
  test('stand on the learner’s own lines', () =>
    expect(renderAnnotations(sampleReport(eachVerdict), 'submission')).toMatchInlineSnapshot(`
      [
        "::warning title=Not gradable::The grader or this machine failed. It costs you no points: run it again.%0Ascales-in -/20: the API server does not answer",
        "::error file=submission/store/set.yaml,line=71,col=26,title=data-survives 0/20::What data-survives says.%0AExpected: row "assay-7f3a" still there%0AObserved: no such row (0 rows);%0Astore-0 is a new Pod, after 14 s%0AHint: Try \`kubectl get pods\`.",
      ]
    `))

  test('are one command each, whatever is in them', () => {
    const check = sampleResult('it', {
      verdict: 'fail',
      finding: { expected: hostile, observed: 'b', hint: 'c', at },
    })
    expect(renderAnnotations(sampleReport([check], { gradable: true }), 'my, work')).toEqual([
      '::error file=my%2C work/x%2Cy%3Az%25.yaml,line=7,col=3,title=it 0/20::' +
        'What it says.%0AExpected: a, b: 100%25%0A::set-output name=x::y%0AObserved: b%0AHint: c',
    ])
  })

  test('say first that the run is not gradable, and why, in one command', () => {
    const error = sampleResult('it', { verdict: 'error', problem: hostile })
    expect(renderAnnotations(sampleReport([error], { faults: ['a hook failed'] }), '')).toEqual([
      '::warning title=Not gradable::The grader or this machine failed. It costs you no points: run it ' +
        'again.%0Ait -/20: a, b: 100%25 ::set-output name=x::y%0Aa hook failed',
    ])
  })

  test('are ten at most, the costliest first', () => {
    const checks = Array.from({ length: 12 }, (_, i) => failure(`check-${i}`, i))
    const lines = renderAnnotations(sampleReport(checks, { gradable: true }), '')
    const titles = lines.map((line) => /title=(\S+)/.exec(line)?.[1])
    expect(titles).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2].map((i) => `check-${i}`))
  })
})

describe('what is handed to GitHub', () => {
  let folder: string
  const write = vi.fn((_text: string) => true)
  const printed = () => write.mock.calls.map(([text]) => text).join('')

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'assay-')))
    write.mockClear()
    vi.spyOn(process.stdout, 'write').mockImplementation(write as typeof process.stdout.write)
    vi.stubEnv('GITHUB_STEP_SUMMARY', undefined)
    vi.stubEnv('GITHUB_OUTPUT', undefined)
    vi.stubEnv('GITHUB_ACTIONS', undefined)
    vi.stubEnv('GITHUB_RUN_ID', undefined)
  })

  afterEach(() => {
    vi.restoreAllMocks()
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true })
  })

  const onGitHub = () => {
    vi.stubEnv('GITHUB_ACTIONS', 'true')
    vi.stubEnv('GITHUB_WORKSPACE', folder)
  }

  test('nothing where it is not there', async () => {
    writeGitHub(sampleReport(eachVerdict), folder)
    expect(fenced('::error::x')).toBe('::error::x')
    await withCommandsStopped(async () => {})
    expect(printed()).toBe('')
  })

  test('a summary, after what is there', () => {
    const summary = path.join(folder, 'summary.md')
    writeFileSync(summary, 'before\n')
    vi.stubEnv('GITHUB_STEP_SUMMARY', summary)
    const report = sampleReport(eachVerdict)
    writeGitHub(report, folder)
    expect(readFileSync(summary, 'utf8')).toBe(`before\n${renderMarkdown(report)}`)
    expect(printed()).toBe('')
  })

  test('a summary that says where the page is', () => {
    const summary = path.join(folder, 'summary.md')
    vi.stubEnv('GITHUB_STEP_SUMMARY', summary)
    vi.stubEnv('GITHUB_SERVER_URL', 'https://github.example')
    vi.stubEnv('GITHUB_REPOSITORY', 'ada/work')
    vi.stubEnv('GITHUB_RUN_ID', '7')
    writeGitHub(sampleReport(eachVerdict), folder)
    expect(readFileSync(summary, 'utf8').split('\n').at(-2)).toBe(
      '**With pictures:** `report.html` in [this run’s artifact](https://github.example/ada/work/actions/runs/7#artifacts).',
    )
  })

  test('annotations with paths as the repository has them', () => {
    onGitHub()
    writeGitHub(sampleReport(eachVerdict, { gradable: true }), path.join(folder, 'work', 'ada'))
    expect(printed()).toMatch(/^::error file=work\/ada\/store\/set\.yaml,line=71,col=26,title=[^\n]*\n$/)
  })

  test.each([
    ['the workspace itself', '.', 'work/ada/store/set.yaml'],
    ['a folder of it, with Assay in another', 'work', 'ada/store/set.yaml'],
    ['the submission itself', 'work/ada', 'store/set.yaml'],
  ])('paths of a repository that is %s', (_, checkout, file) => {
    onGitHub()
    mkdirSync(path.join(folder, checkout, '.git'), { recursive: true })
    writeGitHub(sampleReport(eachVerdict, { gradable: true }), path.join(folder, 'work', 'ada'))
    expect(printed()).toContain(`::error file=${file},line=71,`)
  })

  test('the score, for other steps', () => {
    const outputs = path.join(folder, 'outputs')
    vi.stubEnv('GITHUB_OUTPUT', outputs)
    const report = sampleReport(eachVerdict, { gradable: true })
    writeGitHub(report, folder)
    expect(readFileSync(outputs, 'utf8')).toBe(
      `score=${report.score}\nout-of=${report.outOf}\ngradable=true\n`,
    )
  })

  test('learner’s text between commands that nobody can guess', () => {
    onGitHub()
    const [first, second] = [fenced('::error::x\n'), fenced('##[error]y')]
    const form = /^::stop-commands::([0-9a-f]{32})\n(.*)\n::\1::\n$/
    expect(form.exec(first)?.[2]).toBe('::error::x')
    expect(form.exec(second)?.[2]).toBe('##[error]y')
    expect(form.exec(first)?.[1]).not.toBe(form.exec(second)?.[1])
  })

  test('no commands during work, and again after it, also when it throws', async () => {
    onGitHub()
    const work = withCommandsStopped(async () => {
      process.stdout.write('::error::x\n')
      throw new Error('broken')
    })
    await expect(work).rejects.toThrow('broken')
    expect(printed()).toMatch(/^::stop-commands::([0-9a-f]{32})\n::error::x\n\n::\1::\n$/)
  })
})
