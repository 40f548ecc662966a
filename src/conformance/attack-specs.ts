import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { createVitest, type TestCase } from 'vitest/node'
import { withoutSignalHandlers } from '../cli/interruption.ts'
import { root } from '../setup/paths.ts'
import type { Row } from './attack-table.ts'
import type { Layer } from './defence.ts'

declare module 'vitest' {
  interface TaskMeta {
    /** The layer that stops the attack of a spec in `specs/grader/attacks/`. */
    stops?: Layer
    /** A measured figure in words, for information only. */
    measured?: string
  }
}

const ENDING = '.spec.ts'
const folder = path.join('specs', 'grader', 'attacks')

/** The attacks that take more than a case can say: each is a spec, known by its file's name. */
export async function listAttackSpecs(): Promise<string[]> {
  const files = (await readdir(path.join(root, folder))).sort()
  return files.filter((file) => file.endsWith(ENDING)).map((file) => path.basename(file, ENDING))
}

/**
 * Runs specs of attacks, and reports each of their tests. An error of a whole file is reported as one more
 * test.
 */
export async function runAttackSpecs(
  names: string[],
  signal: AbortSignal,
  tell: (row: Row) => void,
): Promise<void> {
  if (names.length === 0) return
  const onTestCaseResult = (test: TestCase) => tell(toRow(test))
  const vitest = await withoutSignalHandlers(() =>
    createVitest('test', { root, watch: false, project: 'attacks', reporters: [{ onTestCaseResult }] }),
  )
  const cancel = () => void vitest.cancelCurrentRun('keyboard-input')
  signal.addEventListener('abort', cancel)
  try {
    await vitest.start(names.map((name) => path.join(folder, name + ENDING)))
    const modules = vitest.state.getTestModules()
    for (const module of modules)
      for (const { message } of [module, ...module.children.allSuites()].flatMap((suite) => suite.errors()))
        tell({ name: nameOf(module.moduleId), seconds: 0, wrong: [message] })
    for (const error of vitest.state.getUnhandledErrors())
      tell({ name: names.join(', '), seconds: 0, wrong: [(error as Error).message] })
  } finally {
    signal.removeEventListener('abort', cancel)
    await vitest.close()
  }
}

const nameOf = (file: string) => path.basename(file, ENDING)

function toRow(test: TestCase): Row {
  const result = test.result()
  const { stops, measured } = test.meta()
  const seconds = (test.diagnostic()?.duration ?? 0) / 1000
  const named = { name: nameOf(test.module.moduleId), ...(stops && { stops }) }
  const row = { ...named, seconds, wrong: [], ...(measured !== undefined && { measured }) }
  if (result.state === 'passed') return row
  if (result.state === 'skipped') return { ...row, untried: result.note ?? 'it was skipped' }
  const why = (result.errors ?? []).map(({ message }) => message).join('; ')
  return { ...row, wrong: [`${test.fullName}: ${why}`] }
}
