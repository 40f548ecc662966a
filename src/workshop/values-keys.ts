import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { editDistance } from '../diagnosis/edit-distance.ts'
import { fixture } from '../setup/paths.ts'
import { isObject, type JsonObject } from '../submission/json.ts'
import { locate, step } from '../submission/position.ts'
import type { Submission } from '../submission/submission.ts'
import { Failure } from '../waiting/failure.ts'

/** A key of the values that the chart does not read, and the one that was meant, if one is like it. */
export interface UnknownKey {
  path: string
  meant?: string | undefined
}

/** What is below these keys goes to a chart of its own, which knows many more than stand in NanoMon's values. */
const SUBCHARTS = ['postgresql']

/**
 * Finds the keys that the chart's own values do not have. What is below an empty mapping of the chart is free, and of
 * what goes to a subchart only a key that is written much like one beside it.
 */
export function unknownKeys(values: JsonObject, chart: JsonObject): UnknownKey[] {
  const known = pathsOf(chart)
  const unknown = (written: JsonObject, there: JsonObject, above: string): UnknownKey[] =>
    Object.entries(written).flatMap(([key, value]) => {
      const path = step(above, key)
      if (key === 'global' && above === '') return []
      if (!Object.hasOwn(there, key)) {
        if (!SUBCHARTS.some((name) => above === name || above.startsWith(`${name}.`)))
          return [{ path, meant: meantBy(key, path, known) }]
        const beside = Object.keys(there).find((one) => isSlipOf(key, one))
        return beside ? [{ path, meant: step(above, beside) }] : []
      }
      const below = there[key]
      const isFree = !isObject(below) || Object.keys(below).length === 0
      return isObject(value) && isObject(below) && !isFree ? unknown(value, below, path) : []
    })
  return unknown(values, chart, '')
}

function pathsOf(values: JsonObject, above = ''): string[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const path = step(above, key)
    return isObject(value) ? [path, ...pathsOf(value, path)] : [path]
  })
}

/** Whether a word was meant for another: the same but for capitals, or a letter or two. */
const isSlipOf = (word: string, other: string) =>
  word.toLowerCase() === other.toLowerCase() || editDistance(word, other) <= Math.min(2, other.length / 4)

const last = (path: string) => path.split('.').at(-1) ?? path

/** The same key in another place, or the key that is fewest letters away, at most two. */
function meantBy(key: string, path: string, known: string[]): string | undefined {
  const moved = known.filter((one) => last(one).toLowerCase() === key.toLowerCase())
  if (moved.length === 1) return moved[0]
  const depth = path.split('.').length
  const near = known
    .map((one) => ({ one, far: editDistance(last(one), key) + (one.split('.').length === depth ? 0 : 0.5) }))
    .filter(({ far }) => far < 3)
  return near.sort((a, b) => a.far - b.far)[0]?.one
}

/** The key that the chart does not read and that says most, with one like `about` first, and what to say of it. */
async function misspelt({ values }: Submission, about: string) {
  if (!values) return undefined
  const chart: JsonObject = parse(await readFile(fixture('chart', 'values.yaml'), 'utf8'))
  const isAbout = ({ meant = '' }: UnknownKey) => meant === about || meant.startsWith(`${about}.`)
  const keys = unknownKeys(values.object, chart)
  const key = keys.find(isAbout) ?? keys.find(({ meant }) => meant) ?? keys[0]
  if (!key) return undefined
  const meant = key.meant ? `; did you mean \`${key.meant}\`?` : '.'
  const at = locate(values, key.path)
  return {
    hint: `\`${key.path}\` (${at?.file}:${at?.line}) is not a key of the chart${meant}`,
    at,
    isAbout: isAbout(key),
  }
}

/** Passes a failure about a part of the values on, with what they say that the chart does not read. */
export async function explainedByKeys<T>(submission: Submission, work: Promise<T>, about = ''): Promise<T> {
  return work.catch(async (error: unknown) => {
    if (!(error instanceof Failure)) throw error
    const key = await misspelt(submission, about)
    if (!key) throw error
    const { at, hint, ...finding } = error.finding
    throw new Failure({
      ...finding,
      at: key.isAbout ? key.at : (at ?? key.at),
      hint: [key.hint, hint].filter(Boolean).join(' '),
    })
  })
}
