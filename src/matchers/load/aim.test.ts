import { expect, test } from 'vitest'
import { aim, aimAgain, isEnough } from './aim.ts'

test('two Pods that ask for 50m take about 140 requests a second to pass 50 %', () =>
  expect(aim(2, 0.05)).toBe(144))

test('Pods that ask for more take more, up to what a small node bears', () => {
  expect(aim(2, 0.2)).toBe(578)
  expect(aim(2, 2)).toBe(1200)
})

test('a rate that shows too little CPU is raised in proportion', () => expect(aimAgain(200, 44, 2)).toBe(398))
test('CPU within the autoscaler’s tolerance of the target is not enough', () => {
  expect([undefined, 50, 55, 56].map(isEnough)).toEqual([false, false, false, true])
})

test('a rate that shows none is doubled', () => expect(aimAgain(200, 0, 2)).toBe(400))
test('no rate is raised past the bound', () => expect(aimAgain(1000, 10, 2)).toBe(1200))
