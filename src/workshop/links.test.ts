import { expect, test } from 'vitest'
import type { PodProcess } from '../cluster/pod-processes.ts'
import { linksFrom } from './links.ts'

const process = (pod: string, ...sockets: [string, string][]): PodProcess => ({
  pod,
  container: 'c',
  program: '/p',
  isOfImage: true,
  environment: {},
  sockets: sockets.map(([local, remote]) => ({ local, remote, isListening: remote === '' })),
})

const api = process('api', ['00000000:1F40', ''], ['A:1F40', 'X:9999'], ['A:D560', 'SERVICE:1538'])

test('follows a connection to the process that has its other end, whatever address was called', () => {
  const server = process('database', ['D:1538', 'A:D560'])
  const decoy = process('decoy', ['E:1538', 'A:D561'])
  expect(linksFrom(api, [decoy, server])).toEqual([
    { from: api, socket: expect.objectContaining({ local: 'A:D560' }), to: [server] },
  ])
})

test('does not take a request for a connection of the server that took it', () => {
  expect(linksFrom(api, []).map(({ socket }) => socket.local)).toEqual(['A:D560'])
})

test('follows a connection over the loopback within its own Pod alone', () => {
  const local = process('api', ['0100007F:D560', '0100007F:1538'])
  const other = process('database', ['0100007F:1538', '0100007F:D560'])
  const same = process('api', ['0100007F:1538', '0100007F:D560'])
  expect(linksFrom(local, [other])[0]?.to).toEqual([])
  expect(linksFrom(local, [same])[0]?.to).toEqual([same])
})
