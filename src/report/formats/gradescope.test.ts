import { expect, test } from 'vitest'
import { carried, sampleReport } from '../sample.ts'
import { readGradescope } from './contracts.ts'
import { renderGradescope } from './gradescope.ts'
import { gradable, hostile, notGradable } from './sample.ts'

test('a report with verdicts of each kind', () =>
  expect(renderGradescope(gradable)).toMatchInlineSnapshot(`
    "{
      "score": 40,
      "execution_time": 82,
      "output": "",
      "output_format": "text",
      "test_output_format": "text",
      "test_name_format": "text",
      "visibility": "visible",
      "stdout_visibility": "hidden",
      "tests": [
        {
          "number": "1.1",
          "name": "Scaling: scales-out",
          "score": 20,
          "max_score": 20,
          "status": "passed",
          "output": "The workshop says: What scales-out says.",
          "tags": [
            "pass"
          ]
        },
        {
          "number": "1.2",
          "name": "Scaling: scales-in",
          "score": 20,
          "max_score": 20,
          "status": "passed",
          "output": "The workshop says: What scales-in says.",
          "tags": [
            "pass"
          ]
        },
        {
          "number": "2.1",
          "name": "Keeping The Data: data-survives",
          "score": 0,
          "max_score": 20,
          "status": "failed",
          "output": "The workshop says: What data-survives says.\\nExpected: row \\"assay-7f3a\\" still there\\nObserved: no such row (0 rows);\\nstore-0 is a new Pod, after 14 s\\nLook at: store/set.yaml:71:26\\n71 │               mountPath: /data\\n   │                          ^\\nHint: Try \`kubectl get pods\`.",
          "tags": [
            "fail"
          ]
        },
        {
          "number": "2.2",
          "name": "Keeping The Data: stable-name",
          "score": 0,
          "max_score": 20,
          "status": "failed",
          "output": "The workshop says: What stable-name says.\\nIt needs data-survives, which did not pass.",
          "tags": [
            "blocked"
          ]
        },
        {
          "number": "3.1",
          "name": "Installing The App with Helm: installs",
          "score": 0,
          "max_score": 20,
          "status": "failed",
          "output": "The workshop says: What installs says.\\nNothing was handed in: add any manifest",
          "tags": [
            "absent"
          ]
        }
      ],
      "extra_data": {
        "submission": "ada",
        "digest": "0123456789abcdef",
        "pace": "fast",
        "versions": {
          "assay": "0.1.0",
          "kubernetes": "v1.36.3",
          "nodeImage": "assay/node:1"
        }
      }
    }
    "
  `))

test('a run that is not gradable has no results: a learner would read a zero', () =>
  expect(renderGradescope(notGradable)).toBeUndefined())

test('its score is the sum of its tests', () => {
  const { score, tests } = readGradescope(renderGradescope(gradable))
  expect(tests.reduce((sum: number, one: { score: number }) => sum + one.score, 0)).toBe(score)
})

test('hostile text is plain text without characters that a page obeys, and capped', () => {
  const text = renderGradescope(hostile) ?? ''
  const { output, tests, ...rest } = readGradescope(text)
  expect(rest).toMatchObject({ output_format: 'text', test_output_format: 'text', test_name_format: 'text' })
  expect([output, tests[0]?.output, rest.extra_data.submission].join('')).not.toMatch(
    /(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u,
  )
  expect(output.split('\n')).toHaveLength(51)
  expect(output).toMatch(/\n150 more are not shown here\.$/)
  expect(text.length).toBeLessThan(500_000)
})

test('a check that is carried forward says so', () => {
  const report = renderGradescope(sampleReport([carried], { gradable: true })) ?? ''
  expect(readGradescope(report).tests[0]?.output).toMatch(/^Carried forward: .*\.$/m)
})
