import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { readPolicy } from '../gradebook/policy/read.ts'
import { root } from '../setup/paths.ts'
import { workshop } from './workshop.ts'

const read = (file: string) => readFileSync(path.join(root, file), 'utf8')

const rules = [...read('RUBRIC.md').matchAll(/^\| `([\w-]+)` \|/gm)].map(([, id = '']) => ({ id }))
const known = {
  rules,
  sections: workshop.sections,
  learners: ['ada', '007'].map((id) => ({ id, name: id })),
}
const readHere = (text: string) => readPolicy(text, 'policy.yaml', known)

test('the example is a policy of this workshop, and says everything that one can say', () =>
  expect(readHere(read('docs/policy.yaml'))).toEqual({
    points: new Map([
      ['data-survives', 20],
      ['default-storage-class', 0],
    ]),
    leftOut: ['Installing The App with Helm'],
    show: 'no-hint',
    adjustments: new Map([
      ['ada', { points: 2, reason: 'Found a mistake in the text of the workshop.' }],
      ['007', { points: -5, reason: 'Handed in two days late.' }],
    ]),
  }))

test('editors are told the keys and bounds that are read', () => {
  const { properties } = JSON.parse(read('docs/policy.schema.json'))
  const keys = Object.keys(properties)
  expect(() => readHere('unlike: x')).toThrow(`expected ${keys.slice(0, -1).join(', ')} or ${keys.at(-1)}.`)
  for (const show of properties.show.enum) expect(readHere(`show: ${show}`).show).toBe(show)
  const { minimum, maximum } = properties.points.additionalProperties
  const points = (number: number) => readHere(`points: {claim-size: ${number}}`)
  for (const number of [minimum, maximum]) expect(points(number).points.get('claim-size')).toBe(number)
  for (const number of [minimum - 1, maximum + 1])
    expect(() => points(number)).toThrow('expected a whole number')
  const { bonus, deduction } = properties.adjustments.additionalProperties.properties
  for (const [name, bounds] of Object.entries({ bonus, deduction })) {
    const adjust = (number: number) => readHere(`adjustments: {ada: {${name}: ${number}, reason: x}}`)
    for (const number of [bounds.minimum, bounds.maximum])
      expect(Math.abs(adjust(number).adjustments.get('ada')?.points ?? 0)).toBe(number)
    for (const number of [bounds.minimum - 1, bounds.maximum + 1])
      expect(() => adjust(number)).toThrow('expected a whole number')
  }
})
