import { describe, expect, test } from 'vitest'
import { fitting, requestsOf } from './amount.ts'

const Mi = 2 ** 20
const container = (cpu: string, memory: string) => ({ name: 'api', resources: { requests: { cpu, memory } } })

describe('what a Pod asks for', () => {
  test('adds its containers up', () => {
    const spec = { containers: [container('50m', '50Mi'), container('0.1', '100M')] }
    expect(requestsOf(spec)).toEqual({ cpu: expect.closeTo(0.15), memory: 50 * Mi + 100e6, pods: 1 })
  })

  test('is its largest init container where that is more', () => {
    const spec = { containers: [container('50m', '50Mi')], initContainers: [container('10m', '600Mi')] }
    expect(requestsOf(spec)).toEqual({ cpu: 0.05, memory: 600 * Mi, pods: 1 })
  })

  test('is its limit where only a limit is set, as the API server fills in', () => {
    const spec = { containers: [{ name: 'api', resources: { limits: { cpu: '100m', memory: '50Mi' } } }] }
    expect(requestsOf(spec)).toEqual({ cpu: 0.1, memory: 50 * Mi, pods: 1 })
  })

  test('is what it says for itself as a whole, whatever its containers say', () => {
    const spec = { containers: [container('50m', '50Mi')], resources: { requests: { memory: '600Mi' } } }
    expect(requestsOf(spec)).toEqual({ cpu: 0.05, memory: 600 * Mi, pods: 1 })
  })

  test('counts an init container that stays as one more container', () => {
    const stays = { ...container('10m', '100Mi'), restartPolicy: 'Always' }
    const spec = { containers: [container('50m', '50Mi')], initContainers: [stays, container('0', '300Mi')] }
    expect(requestsOf(spec)).toEqual({ cpu: expect.closeTo(0.06), memory: 400 * Mi, pods: 1 })
  })

  test('is nothing but its place where nothing is set', () => {
    expect(requestsOf({ containers: [{ name: 'api' }] })).toEqual({ cpu: 0, memory: 0, pods: 1 })
  })
})

describe('how many fit', () => {
  const free = { cpu: 1.8, memory: 4000 * Mi, pods: 100 }

  test.each([
    ['the scarcer of cpu', { cpu: 0.05, memory: 50 * Mi, pods: 1 }, 36],
    ['and memory decides', { cpu: 0.05, memory: 600 * Mi, pods: 1 }, 6],
    ['Pods that ask for nothing are bound by the number of Pods', { cpu: 0, memory: 0, pods: 1 }, 100],
  ])('%s', (_, each, count) => expect(fitting(free, each)).toBe(count))

  test('none if it is overdrawn', () =>
    expect(fitting({ ...free, cpu: -1 }, { cpu: 0.05, memory: 0, pods: 1 })).toBe(0))
})
