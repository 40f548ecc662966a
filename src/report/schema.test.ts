import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Report } from './report.ts'
import { eachVerdict, problemsBySchema, sampleReport, sampleResult } from './sample.ts'
import { reportSchema } from './schema.ts'

const published = '../../report.schema.json'

// `npm run unit -- src/report/schema.test.ts -u` writes it.
test('the published schema is the one that reports are read with', async () => {
  const written = `${JSON.stringify(z.toJSONSchema(reportSchema), null, 2)}\n`
  await expect(written).toMatchFileSnapshot(published)
})

const at = { file: 'hpa.yaml', line: 3, column: 5, text: '  x: 1' }
const [first = sampleResult('it', { verdict: 'pass' }), ...others] = eachVerdict
const whole = sampleReport(eachVerdict, {
  faults: ['a hook failed'],
  problems: [
    { severity: 'error', message: 'Not valid YAML.', at },
    { severity: 'note', message: 'Kustomize is not run.' },
  ],
})

/** The same report with something else in its first check. */
const withFirst = (rest: object) => ({ ...whole, checks: [{ ...first, ...rest }, ...others] })

test.each<[string, unknown]>([
  ['each verdict, and problems', whole],
  ['the lines around', withFirst({ at: { ...at, around: { line: 2, lines: ['spec:', '  x: 1'] } } })],
  ['no images, as older reports', { ...whole, images: undefined }],
  ['no word on whether it is a quote, as older reports', withFirst({ isQuote: undefined })],
])('a report with %s is valid', (_, report) => {
  expect(problemsBySchema(report)).toEqual([])
  expect(reportSchema.safeParse(JSON.parse(JSON.stringify(report)))).toMatchObject({ success: true })
})

test.each<[string, unknown]>([
  ['another schema', { ...whole, schema: 2 }],
  ['an unknown field', { ...whole, grade: 'A' }],
  ['an unknown field in a check', withFirst({ weight: 2 })],
  ['an unknown field in a position', withFirst({ at: { ...at, length: 3 } })],
  ['an unknown verdict', withFirst({ verdict: 'skipped' })],
  ['half a point', { ...whole, score: 0.5 }],
  ['points below 0', withFirst({ points: -1 })],
  ['no checks', { ...whole, checks: undefined }],
  ['a time of its own', { ...whole, startedAt: 'yesterday' }],
  ['line 0', withFirst({ at: { ...at, line: 0 } })],
  ['nothing in it', {}],
])('a report with %s is not', (_, report) => {
  expect(problemsBySchema(report)).not.toEqual([])
  expect(reportSchema.safeParse(JSON.parse(JSON.stringify(report)))).toMatchObject({ success: false })
})

test('a sample of the tests that does not follow the schema is refused', () =>
  expect(() => sampleReport([], { verdicts: 3 } as Partial<Report>)).toThrow('additional properties'))
