import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import type { Chart } from '../setup/app.ts'
import { isObject, type Json } from './json.ts'

/** Whether a value looks like values for a chart. */
export type IsAboutTheChart = (value: Json) => boolean

/** Returns a test for mappings most of whose keys are in the chart's values; without a chart, none passes. */
export function knowing(chart: Chart | undefined): IsAboutTheChart {
  const keys = chart === undefined ? [] : readKeys(chart)
  return (value) => {
    if (!isObject(value)) return false
    const written = Object.keys(value)
    return written.filter((key) => keys.includes(key)).length * 2 > written.length
  }
}

const readKeys = ({ folder }: Chart) =>
  Object.keys(parse(readFileSync(path.join(folder, 'values.yaml'), 'utf8')))
