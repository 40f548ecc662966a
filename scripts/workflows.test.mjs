import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

// What actionlint does not look at: what our workflows may do in a learner's repository, and whose code they run.

const at = (file) => fileURLToPath(new URL(`../.github/${file}`, import.meta.url))
const read = (file) => [file, parse(readFileSync(at(file), 'utf8'))]

const workflows = readdirSync(at('workflows')).map((name) => read(`workflows/${name}`))
const actions = readdirSync(at('actions')).map((name) => read(`actions/${name}/action.yml`))
const jobs = workflows.flatMap(([file, { jobs: all }]) =>
  Object.entries(all).map(([name, job]) => [`${file} ${name}`, job]),
)
const steps = [
  ...jobs.flatMap(([name, job]) => (job.steps ?? []).map((step) => [name, step])),
  ...actions.flatMap(([file, action]) => action.runs.steps.map((step) => [file, step])),
]

test.each(workflows)('%s may read the repository, and no more', (_, workflow) => {
  expect(workflow.permissions).toEqual({ contents: 'read' })
  for (const job of Object.values(workflow.jobs)) expect(job).not.toHaveProperty('permissions')
})

test.each(steps.filter(([, { uses }]) => uses))(
  '%s: an action is named by its commit, or is ours',
  (_, { uses }) => expect(uses).toMatch(/^[\w-]+\/[\w-]+(\/[\w-]+)?@[0-9a-f]{40}$|^\.\//),
)

test.each(steps.filter(([, { run }]) => run))(
  '%s: no expression stands in a script, where the shell reads it',
  (_, step) => {
    expect(step.run).not.toContain('${{')
    // More than one command is a script of its own, which can be run without GitHub.
    expect(step.run.trim()).not.toMatch(/[\n;]|&&|\|\|/)
  },
)

test.each(steps.filter(([, { uses }]) => uses?.startsWith('actions/checkout@')))(
  '%s: a checkout leaves no token behind',
  (_, step) => expect(step.with).toMatchObject({ 'persist-credentials': false }),
)

test.each(jobs.filter(([name]) => !name.startsWith('workflows/grade.yml')))(
  '%s runs in the project’s own repository alone',
  (_, job) => expect(job.if).toMatch(/^github\.repository == vars\.ASSAY_REPOSITORY/),
)

test('the job that grades runs everywhere, with Assay of the commit that it is of itself', () => {
  const [, job] = jobs.find(([name]) => name === 'workflows/grade.yml grade')
  expect(job).not.toHaveProperty('if')
  const own = job.steps.find((step) => step.with?.path === 'assay')
  expect(own.with).toMatchObject({
    repository: `\${{ job.workflow_repository }}`,
    ref: `\${{ job.workflow_sha }}`,
  })
})
