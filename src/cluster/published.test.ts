import { expect, test } from 'vitest'
import { placeOf } from './published.ts'

const here = { host: '127.0.0.1', isElsewhere: false }
const addresses = ['127.0.0.1', '192.0.2.7']

test('on a laptop Docker publishes on 127.0.0.1', () => {
  expect(placeOf({ isContainer: false, addresses })).toEqual(here)
  expect(
    placeOf({ dockerHost: 'unix:///home/ada/.colima/docker.sock', isContainer: false, addresses }),
  ).toEqual(here)
})

test('in a container whose own engine runs beside us, too', () => {
  const own = [...addresses, '172.17.0.1']
  expect(placeOf({ isContainer: true, gateway: '172.17.0.1', addresses: own })).toEqual(here)
})

test("in a container that the host's socket was handed into, Docker is reached at its gateway", () => {
  expect(
    placeOf({ isContainer: true, gateway: '172.17.0.1', addresses: ['127.0.0.1', '172.17.0.5'] }),
  ).toEqual({
    host: '172.17.0.1',
    isElsewhere: true,
  })
})

test('an engine on another machine is reached by the name of its socket', () => {
  const dockerHost = 'tcp://build.example:2376'
  expect(placeOf({ dockerHost, isContainer: false, addresses })).toEqual({
    host: 'build.example',
    isElsewhere: true,
  })
})

test('a socket on the loopback is of this machine', () => {
  expect(placeOf({ dockerHost: 'tcp://localhost:2375', isContainer: true, addresses })).toEqual(here)
})

test('without a default network nothing is known that speaks against this machine', () => {
  expect(placeOf({ isContainer: true, addresses })).toEqual(here)
})
