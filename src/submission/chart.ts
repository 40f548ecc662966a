import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import type { Chart } from '../setup/app.ts'
import { isObject, type Json } from './json.ts'

/** Whether a value is about what a chart can be told. */
export type IsAboutTheChart = (value: Json) => boolean

/** Of a chart, tells a mapping most of whose keys are keys of the chart's values; none is about a chart that there is not. */
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
