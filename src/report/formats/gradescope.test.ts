import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { renderGradescope } from './gradescope.ts'
import { gradable, hostile, notGradable } from './sample.ts'

const visibility = { enum: ['hidden', 'after_due_date', 'after_published', 'visible'] }
const format = { enum: ['text', 'html', 'simple_format', 'md', 'ansi'] }
const strict = { type: 'object', additionalProperties: false }

/** The fields of `results.json` that Gradescope documents. It has no schema of its own. */
const follows = new Ajv2020().compile({
  ...strict,
  required: ['score', 'tests'],
  properties: {
    score: { type: 'number' },
    execution_time: { type: 'integer' },
    output: { type: 'string' },
    output_format: format,
    test_output_format: format,
    test_name_format: format,
    visibility,
    stdout_visibility: visibility,
    extra_data: { type: 'object' },
    tests: {
      type: 'array',
      items: {
        ...strict,
        required: ['score', 'max_score', 'name'],
        properties: {
          score: { type: 'number' },
          max_score: { type: 'number' },
          status: { enum: ['passed', 'failed'] },
          name: { type: 'string', minLength: 1 },
          number: { type: 'string' },
          output: { type: 'string' },
          tags: { type: 'array', items: { type: 'string' } },
        },
      },
    },
  },
})

function read(text = '') {
  const results = JSON.parse(text)
  expect(follows(results), JSON.stringify(follows.errors)).toBe(true)
  return results
}

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
  const { score, tests } = read(renderGradescope(gradable))
  expect(tests.reduce((sum: number, one: { score: number }) => sum + one.score, 0)).toBe(score)
})

test('hostile text is plain text without characters that a page obeys, and capped', () => {
  const text = renderGradescope(hostile) ?? ''
  const { output, tests, ...rest } = read(text)
  expect(rest).toMatchObject({ output_format: 'text', test_output_format: 'text', test_name_format: 'text' })
  expect([output, tests[0].output, rest.extra_data.submission].join('')).not.toMatch(
    /(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u,
  )
  expect(output.split('\n')).toHaveLength(51)
  expect(output).toMatch(/\n150 more are not shown here\.$/)
  expect(text.length).toBeLessThan(500_000)
})
