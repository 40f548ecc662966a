import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { copyFile, cp, mkdir, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { readReport } from '../../src/cli/read-report.ts'
import { CLASSROOM50_VARIABLES } from '../../src/report/formats/classroom50.ts'
import { readClassroom50, readGradescope } from '../../src/report/formats/contracts.ts'
import { fixture, root } from '../../src/setup/paths.ts'
import { emptyFolder, startCommand } from './batch-command.ts'
import { plainEnvironment } from './faulted-grade.ts'

// `npx vitest run --project grader specs/grader/entry-points.spec.ts -t 'no cluster'` takes seconds.

/** Runs a program as another system does, to its end. */
function call(program: string, args: string[], cwd: string, env: NodeJS.ProcessEnv = {}) {
  const options = { cwd, env: { ...plainEnvironment(), ...env }, maxBuffer: Number.POSITIVE_INFINITY }
  return new Promise<{ exitCode: number; said: string }>((resolve) => {
    const child = execFile(program, args, options, (_, out, err) =>
      resolve({ exitCode: child.exitCode ?? -1, said: out + err }),
    )
  })
}

/** Work that has Helm values alone, with the Ingress turned off: the app is installed, and nobody reaches it. */
async function makeWrong(): Promise<string> {
  const folder = await emptyFolder()
  const values = readFileSync(fixture('reference', 'values.yaml'), 'utf8')
  await writeFile(path.join(folder, 'values.yaml'), values.replace('enabled: true', 'enabled: false'))
  return folder
}

/** The checks that are worth something to the wrong work, and their points. */
const WRONG = { 'app-comes-up': 6, 'release-deployed': 6, 'images-from-registry': 4 }
const WRONG_SCORE = 16

describe('Gradescope', () => {
  /** Lays out `/autograder` below a folder of its own, with a submission if there is one, and runs what Gradescope runs. */
  async function grade(submission?: string) {
    const folder = await emptyFolder()
    const at = (name: string) => path.join(folder, name)
    await symlink(root, at('source'))
    await mkdir(at('results'))
    await copyFile(path.join(root, 'examples/gradescope/run_autograder'), at('run_autograder'))
    if (submission !== undefined) await cp(submission, at('submission'), { recursive: true })
    const ended = await call(at('run_autograder'), [], folder)
    return { ...ended, at, results: at('results/results.json') }
  }

  test('the reference scores full, and its report can be written again without a grade', async () => {
    const { exitCode, said, at, results } = await grade(fixture('reference'))
    expect(exitCode, said).toBe(0)
    const written = readFileSync(results, 'utf8')
    expect(readGradescope(written)).toMatchObject({ score: 100 })
    const report = at('results/report.json')
    expect(readReport(report)).toMatchObject({ score: 100, gradable: true })
    const again = await startCommand('report', report, '--format', 'gradescope', '--out', at('again')).ended
    expect(again).toMatchObject({ exitCode: 0 })
    expect(readFileSync(at('again/results.json'), 'utf8')).toBe(written)
  })

  test('wrong work has its points, and reads why it has no more', async () => {
    const { exitCode, said, results } = await grade(await makeWrong())
    expect(exitCode, said).toBe(0)
    const { score, tests } = readGradescope(readFileSync(results, 'utf8'))
    expect(score, said).toBe(WRONG_SCORE)
    const earned = tests.filter((one) => one.score > 0).map((one) => [one.name.split(': ')[1], one.score])
    expect(Object.fromEntries(earned)).toEqual(WRONG)
    const served = tests.find(({ name }) => name.endsWith('app-served-through-ingress'))
    expect(served?.output).toMatch(/^Expected: .+\nObserved: /m)
  })

  test('no submission: no results, and no cluster', async () => {
    const { exitCode, said, results } = await grade()
    expect(said).toMatch(/^Expected a folder with your YAML at \S+\/submission, found nothing\./)
    expect(exitCode).toBe(2)
    expect(existsSync(results)).toBe(false)
  })
})

describe('Classroom 50', () => {
  const environment = {
    ...Object.fromEntries(CLASSROOM50_VARIABLES.map((name) => [name, `the ${name}`])),
    SUBMISSION_TAG: 'submit/2026-11-24T11-59-00Z-a1b2c3d',
    ASSIGNMENT_TYPE: 'individual',
    ASSAY: root,
  }

  /** Makes a checkout, with a submission if there is one, and runs what the runner runs in it. */
  async function grade(submission?: string) {
    const [bundle, checkout] = [await emptyFolder(), await emptyFolder()]
    const entryPoint = path.join(bundle, 'autograder.py')
    await copyFile(path.join(root, 'examples/classroom50/autograder.py'), entryPoint)
    if (submission !== undefined) await cp(submission, path.join(checkout, 'submission'), { recursive: true })
    const ended = await call('python3', [entryPoint], checkout, { ...environment, RUNNER_TEMP: bundle })
    return {
      ...ended,
      result: path.join(checkout, 'result.json'),
      body: path.join(checkout, 'release-body.md'),
    }
  }

  test('the reference scores full', async () => {
    const { exitCode, said, result, body } = await grade(fixture('reference'))
    expect(exitCode, said).toBe(0)
    expect(readClassroom50(readFileSync(result, 'utf8'))).toMatchObject({ score: 100, 'max-score': 100 })
    expect(readFileSync(body, 'utf8')).toMatch(/^## Assay: 100\/100\n/)
  })

  test('wrong work has its points', async () => {
    const { exitCode, said, result } = await grade(await makeWrong())
    expect(exitCode, said).toBe(0)
    const content = readClassroom50(readFileSync(result, 'utf8'))
    expect(content, said).toMatchObject({ score: WRONG_SCORE, 'max-score': 100 })
    const earned = content.tests.filter(({ score }) => score > 0)
    expect(Object.fromEntries(earned.map((one) => [one['test-name'], one.score]))).toEqual(WRONG)
  })

  test('no submission: an error of the infrastructure, no result, and no cluster', async () => {
    const { exitCode, said, result } = await grade()
    expect(said).toMatch(/^Expected a folder with your YAML at \S+\/submission, found nothing\./)
    expect(exitCode).toBe(2)
    expect(existsSync(result)).toBe(false)
  })
})
