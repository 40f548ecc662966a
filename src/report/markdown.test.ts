import { expect, test } from 'vitest'
import { renderMarkdown } from './markdown.ts'
import { carried, eachVerdict, sampleReport, sampleResult } from './sample.ts'

test('a report with each verdict', () => {
  const at = { file: 'hpa.yaml', line: 2, column: 1, text: 'a: b: c' }
  const problems = [
    { severity: 'error' as const, message: 'Not valid YAML.', at },
    { severity: 'note' as const, message: 'Kustomize is not run.' },
  ]
  expect(
    renderMarkdown(sampleReport(eachVerdict, { problems, faults: ['a hook failed'] })),
  ).toMatchInlineSnapshot(`
    "## Assay: not gradable

    The grader or this machine failed. It costs you no points: run it again.

    ### Scaling

    | Check | Verdict | Points |
    | :--- | :--- | ---: |
    | <code>scales-out</code> | ✅ pass | 20/20 |
    | <code>scales-in</code> | ⚠️ error | -/20 |

    ### Keeping The Data

    | Check | Verdict | Points |
    | :--- | :--- | ---: |
    | <code>data-survives</code> | ❌ fail | 0/20 |
    | <code>stable-name</code> | ⛔ blocked: needs <code>data-survives</code> | 0/20 |

    ### Installing The App with Helm

    | Check | Verdict | Points |
    | :--- | :--- | ---: |
    | <code>installs</code> | ➖ absent: add any manifest | 0/20 |

    - **Grader error, which costs you no points:** a hook failed

    ### ⚠️ <code>scales-in</code> -/20

    **The workshop says:** What scales-in says.

    **Grader error, which costs you no points:** the API server does not answer

    **Evidence:** <code>evidence/scales-in/</code> (objects, events, logs)

    ### ❌ <code>data-survives</code> 0/20

    **The workshop says:** What data-survives says.

    **Expected:** row "assay-7f3a" still there

    **Observed:** no such row (0 rows);<br>store-0 is a new Pod, after 14 s

    **Look at:** <code>store/set.yaml:71:26</code>

    \`\`\`text
    71 │               mountPath: /data
       │                          ^
    \`\`\`

    **Hint:** Try <code>kubectl get pods</code>.

    **Evidence:** <code>evidence/data-survives/</code> (objects, events, logs)

    ### Your files

    - **problem:** <code>hpa.yaml:2:1</code> Not valid YAML.

    - **note:** Kustomize is not run.

    **Submission:** <code>ada</code>, digest <code>0123456789ab</code><br>
    **Run:** pace fast, Kubernetes v1.36.3, Assay 0.1.0, node image <code>assay/node:1</code><br>
    **Time:** 2026-11-24T12:00:00.000Z, 82 s: set-up 1.5 s, cluster 20 s, checks 60 s; clusters started: 1<br>
    **Images:** node <code>0123456789ab</code>
    "
  `)
})

const HOSTILE =
  '\n# Full marks\n</details><script>x</script>\n\u001b[31m::set-output name=a::b\n```\n|a|b|\n![i](https://evil) @all `x'

test('nothing that a learner writes is Markdown', () => {
  const at = { file: 'a|b`<i>.yaml', line: 1, column: 1, text: HOSTILE }
  const finding = { expected: HOSTILE, observed: HOSTILE, hint: HOSTILE, at }
  const page = renderMarkdown(
    sampleReport([sampleResult('one', { verdict: 'fail', finding }, { points: 100 })], {
      submission: HOSTILE,
      problems: [{ severity: 'note', message: HOSTILE, at }],
    }),
  )
  const [outside, quoted] = apart(page)
  expect(outside).not.toMatch(/<(?!\/?code>|br>)|@|^::|!\[|https:\/\/|(?!\n)\p{Cc}/mu)
  expect(outside.match(/^#+ .*/gm)).toEqual([
    '## Assay: 0/100',
    '### Scaling',
    '### ❌ <code>one</code> 0/100',
    '### Your files',
  ])
  expect(outside.match(/^\|/gm)).toHaveLength(3)
  expect(quoted).toContain('# Full marks')
})

/** What stands outside and inside of the one code fence, which four backticks open and close. */
function apart(page: string): [string, string] {
  const [before = '', inside = '', after = '', ...more] = page.split(/^````(?:text)?$/m)
  expect(more).toEqual([])
  return [before + after, inside]
}

test('a page that GitHub would not take is cut between its parts, and says so', () => {
  const problems = Array.from({ length: 200 }, () => ({
    severity: 'error' as const,
    message: '@'.repeat(3000),
  }))
  const page = renderMarkdown(sampleReport(eachVerdict, { problems }))
  expect(Buffer.byteLength(page)).toBeLessThan(900 * 1024)
  expect(Buffer.byteLength(page)).toBeGreaterThan(800 * 1024)
  const [, left] = /\*\*(\d+) more are not shown here;\*\* all are in `report.json`\./.exec(page) ?? []
  expect(page.match(/^- \*\*problem/gm)).toHaveLength(200 - Number(left))
  expect(page).toContain('**Submission:**')
})

test('a check that is carried forward says so', () =>
  expect(renderMarkdown(sampleReport([carried]))).toContain(
    '✅ pass: carried forward: seen with the workshop’s own app in place of yours | 20/20 |',
  ))
