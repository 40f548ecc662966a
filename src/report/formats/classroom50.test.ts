import { expect, test } from 'vitest'
import { renderClassroom50 } from './classroom50.ts'
import { readClassroom50 } from './contracts.ts'
import { gradable, hostile, notGradable } from './sample.ts'

const environment = {
  CLASSROOM: 'cloud',
  ASSIGNMENT: 'scaling',
  ASSIGNMENT_TYPE: 'group',
  OWNER: 'ada',
  SUBMISSION_TAG: 'submit/2026-11-24T11-59-00Z-a1b2c3d',
  COMMIT_URL: 'https://example.com/commit/a1b2c3d',
  RELEASE_URL: 'https://example.com/releases/1',
  REVIEW_URL: 'https://example.com/compare/1',
}

test('a report with verdicts of each kind', () => {
  const result = renderClassroom50(gradable, environment)
  expect(result).toMatchInlineSnapshot(`
    "{
      "schema": "classroom50/result/v1",
      "classroom": "cloud",
      "assignment": "scaling",
      "assignment_type": "group",
      "owner": "ada",
      "submission": "submit/2026-11-24T11-59-00Z-a1b2c3d",
      "commit": "https://example.com/commit/a1b2c3d",
      "release": "https://example.com/releases/1",
      "review": "https://example.com/compare/1",
      "datetime": "2026-11-24T12:00:00Z",
      "graded_at": "2026-11-24T12:00:00Z",
      "score": 40,
      "max-score": 100,
      "tests": [
        {
          "test-name": "scales-out",
          "passed": true,
          "score": 20,
          "max-score": 20,
          "output": "The workshop says: What scales-out says."
        },
        {
          "test-name": "scales-in",
          "passed": true,
          "score": 20,
          "max-score": 20,
          "output": "The workshop says: What scales-in says."
        },
        {
          "test-name": "data-survives",
          "passed": false,
          "score": 0,
          "max-score": 20,
          "output": "The workshop says: What data-survives says.\\nExpected: row \\"assay-7f3a\\" still there\\nObserved: no such row (0 rows);\\nstore-0 is a new Pod, after 14 s\\nLook at: store/set.yaml:71:26\\n71 │               mountPath: /data\\n   │                          ^\\nHint: Try \`kubectl get pods\`."
        },
        {
          "test-name": "stable-name",
          "passed": false,
          "score": 0,
          "max-score": 20,
          "output": "The workshop says: What stable-name says.\\nIt needs data-survives, which did not pass."
        },
        {
          "test-name": "installs",
          "passed": false,
          "score": 0,
          "max-score": 20,
          "output": "The workshop says: What installs says.\\nNothing was handed in: add any manifest"
        }
      ]
    }
    "
  `)
  readClassroom50(result)
})

test('what an older runner does not say is what it means by that', () =>
  expect(
    readClassroom50(renderClassroom50(gradable, { ...environment, ASSIGNMENT_TYPE: '', REVIEW_URL: '' })),
  ).toMatchObject({ assignment_type: 'individual', review: environment.COMMIT_URL }))

test('a run that is not gradable has no result: it would be a zero', () =>
  expect(renderClassroom50(notGradable, environment)).toBeUndefined())

test('hostile text is text without characters that a terminal obeys, and capped', () => {
  const result = renderClassroom50(hostile, environment) ?? ''
  const { tests } = readClassroom50(result)
  expect(tests[0]?.output).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u)
  expect(result.length).toBeLessThan(50_000)
})
