import { HELM } from './dialect.ts'
import { type Content, readDocuments } from './documents.ts'
import { isObject, type JsonObject, setOwn } from './json.ts'
import { limits } from './limits.ts'
import { isLikeValuesName, isValuesName } from './names.ts'
import { type Position, type Positions, startOf } from './position.ts'
import { error, note, type Problem } from './problem.ts'
import { wholeBudget } from './yaml-to-json.ts'

/** Helm values, as Helm reads them. If they have a `problem`, Helm gets none of them. */
export type Values = {
  file: string
  object: JsonObject
  positions: Positions
  problem?: Problem
}

/** A file that may be the values. */
export type Candidate = { file: string; text: string }

/** Reads values as Helm does: of several documents each is laid over those before it. */
function readValues({ file, text }: Candidate): Values {
  const { contents, problems } = readDocuments(text, file, wholeBudget(), HELM)
  const start = startOf(file, text)
  const notMapping = contents.find(({ value }) => !isObject(value))
  const problem =
    problems.find(({ severity }) => severity === 'error') ?? (notMapping && refuse(notMapping, file))
  if (problem) return { file, object: {}, positions: { '': start }, problem }
  const values = toValues(file, contents)
  if (JSON.stringify(values.object).length <= limits.valuesText) return values
  const large = error(`Helm values of more than ${limits.valuesText / 1024} KiB are not used.`, start)
  return { file, object: {}, positions: { '': start }, problem: large }
}

/** Makes values of documents that are mappings. */
export function toValues(file: string, contents: Content[]): Values {
  const values: Values = { file, object: {}, positions: { '': startOf(file) } }
  for (const { value, positions } of contents) {
    if (isObject(value)) values.object = merge(values.object, value)
    Object.assign(values.positions, positions)
  }
  return values
}

function refuse({ value, positions }: Content, file: string): Problem {
  const seen = Array.isArray(value) ? 'a list' : `"${String(value).slice(0, 40)}"`
  return error(`Helm values must be a mapping (key: value); this is ${seen}.`, positions[''] ?? startOf(file))
}

function merge(below: JsonObject, above: JsonObject): JsonObject {
  const merged: JsonObject = { ...below }
  for (const [key, value] of Object.entries(above)) {
    const other = Object.hasOwn(below, key) ? below[key] : undefined
    setOwn(merged, key, isObject(value) && isObject(other) ? merge(other, value) : value)
  }
  return merged
}

/** What neither YAML nor a terminal takes as it is; what lies beyond 16 bits stays, since JSON escapes it as YAML does not. */
const ESCAPED = /[\u007f-\u00a0\u2028\u2029\ufeff\ufffe\uffff]/g

/** Values written out for Helm: JSON, which is YAML without anything that could be read in two ways. */
export function writeValues({ object }: Pick<Values, 'object'>): string {
  return JSON.stringify(object).replace(
    ESCAPED,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Lays values over each other, the last on top, as Helm does with several files. */
function together([first, ...others]: [Values, ...Values[]]): Values {
  return others.reduce(
    (below, above): Values => ({
      file: above.file,
      object: merge(below.object, above.object),
      positions: { ...below.positions, ...above.positions },
      ...((below.problem ?? above.problem) && { problem: below.problem ?? above.problem }),
    }),
    first,
  )
}

/**
 * Chooses the values: the files that a command names, or else the one called values.yaml, or else one with a similar name,
 * or else the one in the outermost folder.
 */
export function chooseValues(
  candidates: Candidate[],
  named: string[],
): { values?: Values; problems: Problem[] } {
  const shallowFirst = candidates.toSorted((a, b) => depthOf(a.file) - depthOf(b.file))
  const asked = named.flatMap((file) => candidates.find((one) => one.file === file) ?? [])
  const called =
    shallowFirst.find(({ file }) => isValuesName(file)) ??
    shallowFirst.find(({ file }) => isLikeValuesName(file))
  const [chosen, ...more] = asked.length > 0 ? asked : [called ?? shallowFirst[0]]
  if (chosen === undefined) return { problems: [] }
  const values = together([readValues(chosen), ...more.flatMap((one) => (one ? [readValues(one)] : []))])
  const at = values.positions[''] ?? startOf(values.file)
  const guessed =
    asked.length > 0 || called ? [] : [note('Used as the Helm values: the chart has these keys.', at)]
  const unused = candidates
    .filter((one) => one !== chosen && !more.includes(one))
    .map((one) =>
      note(`Not used: the Helm values are read from ${values.file}.`, startOf(one.file, one.text)),
    )
  return { values, problems: [...guessed, ...unused, ...(values.problem ? [values.problem] : [])] }
}

/** Says of files that the release's last command gives it values without them. */
export function noteForgotten(
  candidates: Candidate[],
  { file, line, verb }: Position & { verb: string },
): Problem[] {
  const message = `Not used: the last \`helm ${verb}\` (${file}:${line}) gives values of its own, and Helm forgets those before.`
  return candidates.map((one) => note(message, startOf(one.file, one.text)))
}

function depthOf(file: string): number {
  return file.split('/').length
}
