import { expect, test } from 'vitest'
import { gatewayIn, publishedAt } from './published.ts'

const here = { host: '127.0.0.1', isElsewhere: false }
const dockers = ['172.17.0.1', '172.25.0.1']

test('on a laptop Docker publishes on 127.0.0.1', () => {
  expect(publishedAt({ dockers: [] })).toEqual(here)
  expect(publishedAt({ dockerHost: 'unix:///home/ada/.colima/docker.sock', dockers: [] })).toEqual(here)
})

test('in a container whose own engine runs beside us, too', () => {
  expect(publishedAt({ gateway: '192.0.2.1', dockers })).toEqual(here)
})

test("in a container that the host's socket was handed into, Docker is reached by our way out", () => {
  expect(publishedAt({ gateway: '172.25.0.1', dockers })).toEqual({ host: '172.25.0.1', isElsewhere: true })
})

test('a container on the network of its host is the host in this', () => {
  expect(publishedAt({ gateway: '192.168.1.1', dockers })).toEqual(here)
})

test('an engine on another machine is reached by the name of its socket', () => {
  const dockerHost = 'tcp://build.example:2376'
  expect(publishedAt({ dockerHost, dockers })).toEqual({ host: 'build.example', isElsewhere: true })
})

test('a socket on the loopback is of this machine', () => {
  expect(publishedAt({ dockerHost: 'tcp://localhost:2375', dockers })).toEqual(here)
})

test('without a way out, or without a network of Docker, nothing speaks against this machine', () => {
  expect(publishedAt({ dockers })).toEqual(here)
  expect(publishedAt({ gateway: '172.17.0.1', dockers: [] })).toEqual(here)
})

test('the way out is in the table of routes', () => {
  const table = `Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
eth0\t00000000\t010011AC\t0003\t0\t0\t0\t00000000\t0\t0\t0
eth0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0
`
  expect(gatewayIn(table)).toBe('172.17.0.1')
  expect(gatewayIn('')).toBeUndefined()
})
