import { stripVTControlCharacters } from 'node:util'
import { createColors } from 'picocolors'
import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import { PLAIN } from '../output/display.ts'
import { carried, eachVerdict, sampleReport, sampleResult } from './sample.ts'
import { renderLine, renderProblem, renderTerminal } from './terminal.ts'

const display = { ...PLAIN, columns: 80 }

test('a report with each verdict', () => {
  const at = { file: 'hpa.yaml', line: 2, column: 1, text: 'a: b: c' }
  const problems = [
    { severity: 'error' as const, message: 'Not valid YAML.', at },
    { severity: 'note' as const, message: 'Kustomize is not run.' },
  ]
  expect(renderTerminal(sampleReport(eachVerdict, { problems }), display)).toMatchInlineSnapshot(`
    "What was graded
    yours     StatefulSet store
    workshop  Service api, Service database
    problem   hpa.yaml:2:1  Not valid YAML.
    note      Kustomize is not run.

    Scaling
    PASS     scales-out  20/20
    ERROR    scales-in  -/20   the API server does not answer; it costs you no
             points

    Keeping The Data
    FAIL     data-survives  0/20
             What data-survives says.

             Expected  row "assay-7f3a" still there
             Observed  no such row (0 rows);
                       store-0 is a new Pod, after 14 s
             Look at   store/set.yaml:71:26
                       71 │               mountPath: /data
                          │                          ^
             Hint      Try \`kubectl get pods\`.
             Evidence  evidence/data-survives/  (objects, events, logs)

    BLOCKED  stable-name  0/20   needs data-survives, which did not pass

    Installing The App with Helm
    ABSENT   installs  0/20   nothing was handed in: add any manifest

    Failed, most points first
    20  data-survives  store/set.yaml:71:26
        Try \`kubectl get pods\`.
    Not repeated: 1 blocked, 1 error, 1 absent

    Not gradable. The grader or this machine failed. It costs you no points: run it
    again.   pace fast, Kubernetes v1.36.3, 82 s
    "
  `)
})

test('a gradable report', () => {
  const checks = [sampleResult('scales-out', { verdict: 'pass' }, { points: 100 })]
  expect(renderTerminal(sampleReport(checks), display)).toMatchInlineSnapshot(`
    "What was graded
    yours     StatefulSet store
    workshop  Service api, Service database

    Scaling
    PASS     scales-out  100/100

    Score 100/100   pace fast, Kubernetes v1.36.3, 82 s
    "
  `)
})

test('nothing that a terminal obeys gets through, and no text begins a line', () => {
  const hostile = '\u001b[2J\u001b]8;;https://evil\u0007x\u009b31m\r::error::y\n##[add-mask]z\u202e'
  const finding = { expected: hostile, observed: hostile, hint: hostile }
  const text = renderTerminal(
    sampleReport(
      [
        sampleResult('one', { verdict: 'fail', finding }),
        sampleResult('two', { verdict: 'error', problem: hostile }),
      ],
      { problems: [{ severity: 'note', message: hostile }] },
    ),
    display,
  )
  expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u)
  expect(text).not.toMatch(/^(::|##)/m)
})

describe.each([80, 60, 40])('in %i columns', (columns) => {
  const text = '数据 \u202e\u001b[31mof e\u0301 kubectl\u001b[0m 😀 '.repeat(30) + 'x'.repeat(200)
  const at = { file: 'set.yaml', line: 71, column: 30, text: `${' '.repeat(30)}${'数'.repeat(99)}` }
  const finding = { expected: text, observed: `${text}\n    ${text}`, hint: text, at }
  const own = { says: text, section: 'Scaling' }
  const checks = [
    sampleResult('a-check-that-has-a-long-name', { verdict: 'fail', finding }, own),
    sampleResult('two', { verdict: 'error', problem: text }),
    sampleResult('three', { verdict: 'blocked', blockedBy: 'a-check-that-has-a-long-name' }),
    sampleResult('four', { verdict: 'absent', problem: text }, { offers: text }),
  ]
  const report = sampleReport(checks, {
    faults: [text],
    objects: { submission: [text], workshop: [text] },
    problems: [{ severity: 'error', message: text, at }],
  })
  const tooLong = (text: string) => text.split('\n').filter((line) => stringWidth(line) > columns)

  test('no line of a report is longer', () =>
    expect(tooLong(renderTerminal(report, { ...PLAIN, columns }))).toEqual([]))

  test('nor is one that is shown during the run', () =>
    expect(checks.flatMap((check) => tooLong(renderLine(check, { ...PLAIN, columns })))).toEqual([]))

  test('a path stays whole', () => {
    const file = `${'a folder/'.repeat(20)}set.yaml`
    const problem = { severity: 'note' as const, message: 'It is empty.', at: { ...at, file } }
    expect(renderProblem(problem, { ...PLAIN, columns })).toBe(
      `note      ${file}:71:30\n          It is empty.`,
    )
  })
})

test('a colour is never all that says something', () => {
  const colored = { columns: 80, color: createColors(true) }
  const report = sampleReport(eachVerdict)
  const text = renderTerminal(report, colored)
  expect(text).toContain('\u001b[31m')
  expect(stripVTControlCharacters(text)).toBe(renderTerminal(report, display))
})

test('a check that is carried forward says so, during the run as well', () => {
  const line = 'PASS     reads-metrics  20/20   carried forward'
  const report = renderTerminal(sampleReport([carried]), PLAIN)
  expect(report).toContain(`${line}\n`)
  expect(report).toContain('\ncarried forward: seen with the workshop’s own app in place of yours\n')
  expect(renderLine(carried, PLAIN)).toBe(line)
})
