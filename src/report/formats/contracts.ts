import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'

// What the readers of two formats accept, for the tests.
const ajv = new Ajv2020()

/** The part of `results.json` that tests look at. */
interface GradescopeResults {
  score: number
  output: string
  extra_data: { submission: string }
  tests: { name: string; score: number; output: string }[]
}

/** The part of `result.json` that tests look at. */
interface Classroom50Result {
  score: number
  'max-score': number
  tests: { 'test-name': string; score: number; output: string }[]
}

const visibility = { enum: ['hidden', 'after_due_date', 'after_published', 'visible'] }
const format = { enum: ['text', 'html', 'simple_format', 'md', 'ansi'] }
const strict = { type: 'object', additionalProperties: false }

/** The fields of `results.json` that Gradescope documents. It has no schema of its own. */
const gradescope = ajv.compile<GradescopeResults>({
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

const time = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\dZ$' }
const text = { type: 'string', minLength: 1 }
const points = { type: 'integer', minimum: 0 }

/** The rules of Classroom 50's own schema, `schemas/result-v1.schema.json`. */
const classroom50 = ajv.compile<Classroom50Result>({
  type: 'object',
  additionalProperties: false,
  required: [
    ...['schema', 'classroom', 'assignment', 'assignment_type', 'owner', 'submission', 'commit', 'release'],
    ...['review', 'datetime', 'score', 'max-score', 'tests'],
  ],
  properties: {
    schema: { const: 'classroom50/result/v1' },
    classroom: text,
    assignment: text,
    assignment_type: { enum: ['individual', 'group'] },
    owner: text,
    submission: { type: 'string', pattern: '^submit/' },
    commit: text,
    release: text,
    review: text,
    datetime: time,
    graded_at: time,
    score: points,
    'max-score': points,
    tests: {
      type: 'array',
      items: {
        type: 'object',
        required: ['test-name', 'passed', 'score', 'max-score'],
        properties: { 'test-name': text, passed: { type: 'boolean' }, score: points, 'max-score': points },
      },
    },
  },
})

/** Reads `results.json` as Gradescope does. Throws if it has anything else than is documented. */
export const readGradescope = (text = '') => read(text, gradescope)

/** Reads `result.json` as Classroom 50 does. Throws if it would refuse it. */
export const readClassroom50 = (text = '') => read(text, classroom50)

function read<T>(text: string, follows: ValidateFunction<T>): T {
  const content: unknown = JSON.parse(text)
  if (follows(content)) return content
  throw new Error(ajv.errorsText(follows.errors))
}
