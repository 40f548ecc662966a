import { expect, test } from 'vitest'
import { allocatable } from '../setup/node-size.ts'
import { admit } from './admission.ts'

const guest = (share: number, needsNodeAlone = false) => ({
  section: { needsNodeAlone },
  demand: { cpu: allocatable.cpu * share, memory: allocatable.memoryMi * 2 ** 20 * share, pods: 1 },
})

test('all that fit side by side are admitted at once, one that fills the node among them', () => {
  const waiting = [guest(0.1, true), guest(0.2), guest(0.3)]
  expect(admit([], waiting)).toHaveLength(3)
})

test('nobody is admitted to a node that a section fills', () => {
  expect(admit([guest(0.1, true)], [guest(0.1)])).toEqual([])
})

test('the largest are admitted first, and as many as there is room for', () => {
  const [small, large, middle] = [guest(0.3), guest(0.6), guest(0.5)]
  expect(admit([], [small, middle, large])).toEqual([large, small])
  expect(admit([large], [middle, small])).toEqual([small])
})

test('one that does not fit at all has the node to itself', () => {
  const huge = guest(5)
  expect(admit([], [guest(0.1), huge])).toEqual([huge])
  expect(admit([guest(0.1)], [huge])).toEqual([])
})
