import { expect, onTestFinished, test, vi } from 'vitest'
import { allocatable } from '../setup/node-size.ts'
import { NOTHING } from '../submission/submission.ts'
import { enter } from '../verdict/place.ts'
import { placeOf } from '../verdict/sample.ts'
import type { Section } from '../verdict/workshop.ts'
import { openBroker } from './broker.ts'
import type { Places } from './guests.ts'

/** A section whose Pods request this share of the node. */
const section = (id: string, share: number): Section => ({
  id,
  title: id,
  points: 1,
  offers: 'something',
  isHandedIn: () => true,
  inputs: async () => id,
  demand: async () => ({ cpu: allocatable.cpu * share, memory: 2 ** 20, pods: 1 }),
  needsNodeAlone: false,
  readsMetrics: false,
  usesHelm: false,
  begin: async () => {},
})

/** A broker whose places are names only, and what it did with them. */
async function brokerFor(
  sections: Section[],
  { expected = sections, ...places }: Partial<Places> & { expected?: Section[] } = {},
) {
  const done: string[] = []
  const broker = await openBroker({
    submission: NOTHING,
    sections,
    places: {
      async prepare() {
        done.push('prepare')
      },
      async open({ id }) {
        done.push(`open ${id}`)
        return placeOf(id)
      },
      async close({ testNamespace }) {
        done.push(`close ${testNamespace.namespace}`)
      },
      ...places,
    },
  })
  await broker.expect(expected, NOTHING)
  onTestFinished(() => broker.close())
  return { broker, done }
}

test('the cluster is prepared when the first section asks, and once', async () => {
  const { broker, done } = await brokerFor([section('one', 0.1), section('other', 0.1)], { expected: [] })
  expect(done).toEqual([])
  const stays = await Promise.all([enter(broker.socket, 'one'), enter(broker.socket, 'other')])
  expect(stays.map(({ place }) => place.testNamespace.namespace)).toEqual(['one', 'other'])
  expect(done).toEqual(['prepare', 'open one', 'open other'])
})

test('the places of the sections that will come are opened together, before any of them asks', async () => {
  const { broker, done } = await brokerFor([section('one', 0.1), section('other', 0.1)])
  await expect.poll(() => done).toEqual(['prepare', 'open one', 'open other'])
  await enter(broker.socket, 'one')
  await enter(broker.socket, 'other')
  await broker.expect([section('other', 0.1)], NOTHING)
  await expect.poll(() => done.slice(3)).toEqual(['open other'])
})

test('who waits when the run is ended, or asks after it, is told so; the next run has its places', async () => {
  const one = section('one', 0.6)
  const other = section('other', 0.7)
  const demand = vi.spyOn(other, 'demand')
  const { broker } = await brokerFor([one, other, section('third', 0.1)], { expected: [] })
  await enter(broker.socket, 'one')
  const waiting = enter(broker.socket, 'other')
  const isTold = expect(waiting).rejects.toThrow('the run has ended')
  await expect.poll(() => demand.mock.calls).toHaveLength(1)
  broker.refuse()
  await isTold
  await expect(enter(broker.socket, 'other')).rejects.toThrow('the run has ended')
  await broker.expect([section('third', 0.1)], NOTHING)
  await expect(enter(broker.socket, 'third')).resolves.toMatchObject({ place: placeOf('third') })
})

test('a cluster that could not be prepared is tried again for the next run, and not before', async () => {
  const prepare = vi.fn(async () => {})
  prepare.mockRejectedValueOnce(new Error('no Docker engine'))
  const one = section('one', 0.1)
  const { broker } = await brokerFor([one], { expected: [], prepare })
  for (const _ of ['first', 'second'])
    await expect(enter(broker.socket, 'one')).rejects.toThrow('no Docker engine')
  expect(prepare).toHaveBeenCalledTimes(1)
  await broker.expect([one], NOTHING)
  await expect(enter(broker.socket, 'one')).resolves.toMatchObject({ place: placeOf('one') })
})

test('a section waits until there is room, and what has left is then cleared away', async () => {
  const { broker, done } = await brokerFor([section('one', 0.6), section('other', 0.7)], { expected: [] })
  const first = await enter(broker.socket, 'one')
  const second = enter(broker.socket, 'other')
  first.leave()
  await second
  expect(done).toEqual(['prepare', 'open one', 'close one', 'open other'])
})

test('nothing is cleared away for nobody, and a section that comes again gets a new place', async () => {
  const { broker, done } = await brokerFor([section('one', 0.1)])
  const { leave } = await enter(broker.socket, 'one')
  leave()
  expect(done).toEqual(['prepare', 'open one'])
  await enter(broker.socket, 'one')
  expect(done.filter((step) => step === 'open one')).toHaveLength(2)
})

test('what is left at the end of a run is cleared away, and so is what leaves after it', async () => {
  const { broker, done } = await brokerFor([section('one', 0.1), section('other', 0.1)])
  const [one, other] = await Promise.all([enter(broker.socket, 'one'), enter(broker.socket, 'other')])
  one.leave()
  broker.clear()
  other.leave()
  await expect.poll(() => done.slice(3).sort()).toEqual(['close one', 'close other'])
})

test('a place that was opened for a section that never came is not given to it later', async () => {
  let opened = 0
  const [one, other] = [section('one', 0.1), section('other', 0.1)]
  const { broker } = await brokerFor([one, other], {
    async open({ id }) {
      opened += 1
      return placeOf(`${id}-${opened}`)
    },
  })
  await enter(broker.socket, 'one')
  await broker.expect([other], NOTHING)
  const { place } = await enter(broker.socket, 'other')
  expect(place.testNamespace.namespace).toBe('other-3')
})

test('a cluster that does not come is the answer to everyone', async () => {
  const { broker } = await brokerFor([section('one', 0.1), section('other', 0.1)], {
    prepare: () => Promise.reject(new Error('there is no Docker')),
  })
  await expect(enter(broker.socket, 'one')).rejects.toThrow('there is no Docker')
  await expect(enter(broker.socket, 'other')).rejects.toThrow('there is no Docker')
})

test('a section that the run does not have is refused', async () => {
  const { broker } = await brokerFor([section('one', 0.1)])
  await expect(enter(broker.socket, 'two')).rejects.toThrow('this run has no section two')
})

test('who waits at the end of the run is told', async () => {
  const asked = Promise.withResolvers<void>()
  const prepare = () => {
    asked.resolve()
    return new Promise<never>(() => {})
  }
  const { broker } = await brokerFor([section('one', 0.1)], { prepare, expected: [] })
  const waiting = expect(enter(broker.socket, 'one')).rejects.toThrow('the run has ended')
  await asked.promise
  await broker.close()
  await waiting
})
