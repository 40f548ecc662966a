import type { Content } from './documents.ts'
import { isObject, type JsonObject } from './json.ts'
import { isLikeValuesName, isValuesName } from './names.ts'
import { type Positions, startOf } from './position.ts'
import { error, note, type Problem } from './problem.ts'

/** Helm values. `text` goes to Helm as it is, also with a `problem`, for Helm's own words say best what is wrong. */
export type Values = {
  file: string
  text: string
  object: JsonObject
  positions: Positions
  problem?: Problem
}

/** Makes values of a file that holds no manifest. */
export function toValues(file: string, text: string, contents: Content[], problems: Problem[]): Values {
  const { value = {}, positions = { '': startOf(file, text) } } = contents[0] ?? {}
  const wrong = problems.find(({ severity }) => severity === 'error')
  if (wrong) return { file, text, object: {}, positions, problem: wrong }
  if (isObject(value)) return { file, text, object: value, positions }
  const seen = Array.isArray(value) ? 'a list' : `"${String(value).slice(0, 40)}"`
  const problem = error(
    `Helm values must be a mapping (key: value); this is ${seen}.`,
    positions[''] ?? startOf(file),
  )
  return { file, text, object: {}, positions, problem }
}

/** Chooses the values: those a command names, else those called values.yaml, else those called much like it, else the shallowest. */
export function chooseValues(
  candidates: Values[],
  named: string[],
): { values?: Values; problems: Problem[] } {
  const shallowFirst = candidates.toSorted((a, b) => depthOf(a.file) - depthOf(b.file))
  const asked = named
    .map((file) => candidates.find((one) => one.file === file))
    .findLast((one) => one !== undefined)
  const called =
    shallowFirst.find(({ file }) => isValuesName(file)) ??
    shallowFirst.find(({ file }) => isLikeValuesName(file))
  const values = asked ?? called ?? shallowFirst[0]
  if (values === undefined) return { problems: [] }
  const at = values.positions[''] ?? startOf(values.file)
  const guessed = asked || called ? [] : [note('Taken for the Helm values: the chart knows its keys.', at)]
  const unused = candidates
    .filter((one) => one !== values)
    .map((one) =>
      note(`Not used: the Helm values are read from ${values.file}.`, startOf(one.file, one.text)),
    )
  return { values, problems: [...guessed, ...unused, ...(values.problem ? [values.problem] : [])] }
}

function depthOf(file: string): number {
  return file.split('/').length
}
