import { expect, test, vi } from 'vitest'
import { eachVerdict, sampleReport, sampleResult } from './sample.ts'
import { renderTerminal } from './terminal.ts'

// Colours are decided when picocolors is loaded.
vi.hoisted(() => vi.stubEnv('NO_COLOR', '1'))

test('a report with each verdict', () => {
  const at = { file: 'hpa.yaml', line: 2, column: 1, text: 'a: b: c' }
  const problems = [
    { severity: 'error' as const, message: 'Not valid YAML.', at },
    { severity: 'note' as const, message: 'Kustomize is not run.' },
  ]
  expect(renderTerminal(sampleReport(eachVerdict, { problems }))).toMatchInlineSnapshot(`
    "What was graded
    yours     StatefulSet store
    workshop  Service api, Service database
    problem   hpa.yaml:2:1  Not valid YAML.
    note      Kustomize is not run.

    Scaling
    PASS     scales-out  20/20
    ERROR    scales-in  -/20   the API server does not answer; it costs you no points

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

    Not gradable. The grader or this machine failed. It costs you no points: run it again.   pace fast, Kubernetes v1.36.3, 82 s
    "
  `)
})

test('a gradable report', () => {
  const checks = [sampleResult('scales-out', { verdict: 'pass' }, { points: 100 })]
  expect(renderTerminal(sampleReport(checks))).toMatchInlineSnapshot(`
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
  )
  expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u)
  expect(text).not.toMatch(/^(::|##)/m)
})
