import diagnostics from 'node:diagnostics_channel'
import http from 'node:http'
import net from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Load } from './load.ts'

let sockets: net.Socket[] = []
const keep = (message: unknown) => void sockets.push((message as { socket: net.Socket }).socket)
let ended: (() => unknown)[] = []
beforeEach(() => {
  sockets = []
  diagnostics.subscribe('net.client.socket', keep)
})
afterEach(async () => {
  diagnostics.unsubscribe('net.client.socket', keep)
  for (const end of ended) await end()
  ended = []
})

/** Loads a server at some 140 requests a second. */
async function load(server: net.Server): Promise<Load> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as net.AddressInfo
  const load = new Load(`http://127.0.0.1:${port}/api/status`, 2, 0.05)
  ended.push(
    () => load.stop(),
    () => server.close(),
  )
  return load
}

/** A server that does the same with each request. */
const raw = (serve: (socket: net.Socket) => void) =>
  net.createServer((socket) => {
    socket.on('error', () => undefined)
    socket.on('data', () => serve(socket))
    ended.push(() => socket.destroy())
  })

const until = async (isSo: () => boolean) => {
  while (!isSo()) await new Promise(setImmediate)
}

test('a load is made of requests that were answered with success, on twenty connections', async () => {
  let asked = 0
  const made = await load(http.createServer((_, response) => response.end(`${++asked}`)))
  await until(() => asked >= 100 && made.rate > 0)
  await made.stop()
  expect(sockets).toHaveLength(20)
  expect(made.isRefused()).toBe(false)
  expect(`${made}`).toMatch(/^\d+ requests\/s$/)
  expect(made.inWords()).toMatch(/^the load generator made \d+ of \d+ requests$/)
  // The last answers may have been under way.
  expect(asked - Number(/\d+/.exec(made.inWords()))).toBeLessThanOrEqual(20)
})

test('requests that were answered with anything else are none of it', async () => {
  const made = await load(
    http.createServer((_, response) => response.writeHead(302, { location: '/' }).end()),
  )
  await until(() => /, (\d{2,}) of \1 failed/.test(`${made}`))
  expect(`${made}`).toMatch(/^0 requests\/s, \d+ of \d+ failed$/)
  expect(made.isRefused()).toBe(true)
  expect(made.inWords()).toMatch(/^the load generator made 0 of /)
  expect(made.isTooLittle()).toBe(false)
})

test('an app that answers nothing was not under load', async () => {
  let asked = 0
  const made = await load(raw(() => asked++))
  await until(() => asked >= 20)
  expect(made.isRefused()).toBe(true)
  expect(`${made}`).toBe('0 requests/s')
})

test('no more requests are sent to a server that hangs up than to one that answers', async () => {
  let asked = 0
  const began = Date.now()
  const made = await load(
    raw((socket) => {
      asked++
      socket.destroy()
    }),
  )
  await until(() => asked >= 60)
  await made.stop()
  expect(asked).toBeLessThanOrEqual((144 * (Date.now() - began)) / 1000 + 20)
})

test('an answer without end is not kept', async () => {
  const made = await load(
    raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      const more = () => {
        while (!socket.destroyed && socket.write('x'.repeat(100_000)));
      }
      socket.on('drain', more)
      more()
    }),
  )
  await until(() => Number(/, (\d+) of \1 failed/.exec(`${made}`)?.[1]) >= 60)
  await made.stop()
  const most = Math.max(...sockets.map(({ bytesRead }) => bytesRead))
  expect(most).toBeLessThanOrEqual(80 * 1024)
  expect(made.isRefused()).toBe(true)
})

test('where one in three requests fails there is a load still, and it is told', async () => {
  let asked = 0
  const made = await load(
    http.createServer((_, response) => {
      response.statusCode = ++asked % 3 === 0 ? 500 : 200
      response.end()
    }),
  )
  await until(() => asked >= 60)
  expect(made.isRefused()).toBe(false)
  expect(`${made}`).toMatch(/, \d+ of \d+ failed$/)
})

test('a load that is stopped has nothing under way, whatever the server holds back', async () => {
  let asked = 0
  const made = await load(raw((socket) => void (++asked % 2 && socket.write('HTTP/1.1 200 OK\r\nX: '))))
  await until(() => asked >= 20)
  await made.stop()
  expect(sockets.filter(({ closed }) => !closed)).toEqual([])
  const before = sockets.length
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(sockets).toHaveLength(before)
})

test('a rate is aimed again once it was tried for long enough', async () => {
  let asked = 0
  const made = await load(http.createServer((_, response) => response.end(`${++asked}`)))
  const wanted = () => Number(/of (\d+)/.exec(made.inWords())?.[1])
  made.aimAgain(10, 60)
  await until(() => asked >= 10)
  made.aimAgain(10, 0)
  const before = wanted()
  const began = Date.now()
  await until(() => Date.now() - began >= 300)
  expect(wanted() - before).toBeGreaterThan(300)
})
