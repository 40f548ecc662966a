import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { fixture } from '../setup/places.ts'
import { isObject, type Json } from './json.ts'

let keys: string[] | undefined

/** Whether a mapping is about what the workshop's chart can be told: most of its keys are keys of the chart's values. */
export function isAboutTheChart(value: Json): boolean {
  keys ??= Object.keys(parse(readFileSync(fixture('chart', 'values.yaml'), 'utf8')))
  if (!isObject(value)) return false
  const written = Object.keys(value)
  return written.filter((key) => keys?.includes(key)).length * 2 > written.length
}
