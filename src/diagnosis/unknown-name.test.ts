import { expect, test } from 'vitest'
import { unknownName } from './unknown-name.ts'

const sections = ['scaling', 'autoscaling', 'storage', 'helm']

test.each([
  ['autscaling', 'there is no section autscaling: did you mean autoscaling?'],
  ['stroage', 'there is no section stroage: did you mean storage?'],
  ['ingress', 'there is no section ingress'],
  ['', 'there is no section '],
])('%s', (name, said) => {
  expect(unknownName('section', name, sections)).toBe(said)
})
