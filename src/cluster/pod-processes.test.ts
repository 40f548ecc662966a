import { expect, test } from 'vitest'
import { hostOf, portOf, readFacts } from './pod-processes.ts'

const api = `process 8 pod-a c1
open 8 358
open 8 425
program 8 /api
mount 8 /
mount 8 /etc/hosts
directory 8 2049:17:1732450000
given 8 STORE=host=database user=web
socket pod-a 358 01 24002A0A:D560 66E72B0A:1538
socket pod-a 425 0A 00000000000000000000000000000000:1F40 00000000000000000000000000000000:0000
socket pod-a 999 01 24002A0A:D561 66E72B0A:1538
socket pod-b 425 01 26002A0A:AD3E 66E72B0A:1538
`

test('has a process with the sockets that are its own, and those of no other Pod', () => {
  const [process] = readFacts(api)
  expect(process).toMatchObject({ pod: 'pod-a', container: 'c1', program: '/api', isOfImage: true })
  expect(process?.sockets).toEqual([
    { local: '24002A0A:D560', remote: '66E72B0A:1538', isListening: false },
    {
      local: '00000000000000000000000000000000:1F40',
      remote: '00000000000000000000000000000000:0000',
      isListening: true,
    },
  ])
  expect(process?.directory).toBe('2049:17:1732450000')
  expect(process?.environment).toEqual({ STORE: 'host=database user=web' })
})

test('reads an IPv4 address out of the table of IPv6', () => {
  const lines =
    'process 8 p c\nopen 8 1\nprogram 8 /api\nsocket p 1 01 0000000000000000FFFF000024002A0A:1F40 0000000000000000FFFF000001002A0A:B2EE'
  expect(readFacts(lines)[0]?.sockets[0]).toMatchObject({ local: '24002A0A:1F40', remote: '01002A0A:B2EE' })
  expect(hostOf('24002A0A:1F40')).toBe('10.42.0.36')
  expect(portOf('24002A0A:1F40')).toBe(8000)
})

test.each([
  ['mounted over the image', 'program 8 /api\nmount 8 /\nmount 8 /api'],
  ['on a volume', 'program 8 /tools/busybox\nmount 8 /\nmount 8 /tools'],
  ['written by the container', 'program 8 /api\nmount 8 /\nwritten 8'],
  ['replaced while it ran', 'program 8 /api (deleted)\nmount 8 /'],
  ['not to be named', 'program 8 ?\nmount 8 /'],
])('does not take for the image’s own a program that is %s', (_, facts) => {
  expect(readFacts(`process 8 p c\nopen 8 1\n${facts}`)[0]?.isOfImage).toBe(false)
})

test('takes for the image’s own a program beside a volume whose name begins alike', () => {
  const facts = 'process 8 p c\nopen 8 1\nprogram 8 /tools/api\nmount 8 /\nmount 8 /tool'
  expect(readFacts(facts)[0]?.isOfImage).toBe(true)
})
