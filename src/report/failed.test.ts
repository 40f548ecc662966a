import { expect, test } from 'vitest'
import { PLAIN } from '../output/display.ts'
import { renderFailed } from './failed.ts'
import { eachVerdict, sampleReport, sampleResult } from './sample.ts'
import { renderTerminal } from './terminal.ts'

const display = { ...PLAIN, columns: 80 }

const failed = (id: string, points: number, file: string, hint: string) =>
  sampleResult(
    id,
    {
      verdict: 'fail',
      finding: { expected: 'one', observed: 'none', hint, at: { file, line: 7, column: 3, text: 'a: b' } },
    },
    { points },
  )

test('the failed checks have their points, their line and a short hint, most points first', () => {
  const checks = [
    failed('claim-size', 1, 'set.yaml', 'Ask for 1Gi.'),
    failed(
      'data-survives',
      15,
      'set.yaml',
      'Compare your `mountPath` with the directory of the data. '.repeat(9),
    ),
    failed('scales-out', 4, `${'a-folder/'.repeat(9)}hpa.yaml`, 'Look.'),
    failed('scales-in', 4, 'hpa.yaml', 'Look.'),
    ...eachVerdict.filter(({ verdict }) => verdict !== 'fail'),
  ]
  expect(`\n${renderFailed(sampleReport(checks), display)}\n`).toMatchInlineSnapshot(`
    "
    Failed, most points first
    15  data-survives  set.yaml:7:3
        Compare your \`mountPath\` with the directory of the data. Compare your
        \`mountPath\` with the directory of the data. Compare your \`mountPath\` with…
     4  scales-out
        a-folder/a-folder/a-folder/a-folder/a-folder/a-folder/a-folder/a-folder/a-folder/hpa.yaml:7:3
        Look.
     4  scales-in  hpa.yaml:7:3
        Look.
     1  claim-size  set.yaml:7:3
    Not repeated: 1 blocked, 1 error, 1 absent
    "
  `)
})

test('nothing is said if nothing has failed', () => {
  const checks = eachVerdict.filter(({ verdict }) => verdict !== 'fail')
  expect(renderFailed(sampleReport(checks), display)).toBe('')
})

test('twelve failed checks and the score fit on a terminal of 24 lines', () => {
  const checks = Array.from({ length: 12 }, (_, i) =>
    failed(`check-${i}`, i, 'set.yaml', 'Look again. '.repeat(50)),
  )
  const report = renderTerminal(sampleReport([...checks, ...eachVerdict], { gradable: true }), display)
  const end = report.slice(report.indexOf('Failed, most points first')).trimEnd().split('\n')
  // Below it are the folder of the report and the prompt.
  expect(end.length).toBeLessThanOrEqual(22)
})
