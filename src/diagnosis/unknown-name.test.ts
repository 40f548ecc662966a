import { expect, test } from 'vitest'
import { unknownName } from './unknown-name.ts'

const sections = ['scaling', 'autoscaling', 'postgres', 'helm']

test.each([
  ['autscaling', 'there is no section autscaling: did you mean autoscaling?'],
  ['postgers', 'there is no section postgers: did you mean postgres?'],
  ['ingress', 'there is no section ingress'],
  ['', 'there is no section '],
])('%s', (name, said) => {
  expect(unknownName('section', name, sections)).toBe(said)
})
