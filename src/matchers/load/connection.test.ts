import diagnostics from 'node:diagnostics_channel'
import net from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { MOST_BYTES } from './answer.ts'
import { Connection } from './connection.ts'

/** What a server does with a connection; it is told of each request by its number, from 1 on. */
type Serve = (socket: net.Socket, request: number) => void

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'
/** As often as the load looks at the clock. */
const LOOK_MS = 20

/** The client's own sockets: what they read is what the load can have kept. */
let sockets: net.Socket[] = []
const keep = (message: unknown) => void sockets.push((message as { socket: net.Socket }).socket)
const bytesRead = () => sockets.reduce((sum, { bytesRead }) => sum + bytesRead, 0)

let ended: (() => void)[] = []
beforeEach(() => {
  sockets = []
  diagnostics.subscribe('net.client.socket', keep)
})
afterEach(() => {
  diagnostics.unsubscribe('net.client.socket', keep)
  for (const end of ended) end()
  ended = []
})

/** Starts a server, and asks it one question after the other. Says which were answered with success. */
async function ask(serve: Serve, times = 1, greet: Serve = () => undefined): Promise<boolean[]> {
  const { connection, next } = await connect(serve, greet)
  const answers: boolean[] = []
  for (let i = 0; i < times; i++) {
    connection.ask(0)
    answers.push(await next())
  }
  await connection.close()
  return answers
}

async function connect(serve: Serve, greet: Serve = () => undefined) {
  let requests = 0
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined)
    greet(socket, 0)
    socket.on('data', () => serve(socket, ++requests))
    ended.push(() => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as net.AddressInfo
  let tell: (isSuccess: boolean) => void = () => undefined
  const connection = new Connection(new URL(`http://127.0.0.1:${port}/api/status`), (_, isSuccess) =>
    tell(isSuccess),
  )
  const clock = setInterval(() => connection.look(0), LOOK_MS)
  ended.push(() => clearInterval(clock))
  ended.push(() => server.close())
  const next = () =>
    new Promise<boolean>((resolve) => {
      tell = resolve
    })
  return { connection, next, server }
}

test('a connection is kept for the next request', async () => {
  expect(await ask((socket) => socket.write(OK), 3)).toEqual([true, true, true])
  expect(sockets).toHaveLength(1)
})

test('the request names the host, the path and HTTP/1.1, and is sent once', async () => {
  let said = ''
  const { connection, next, server } = await connect((socket) => socket.write(OK))
  server.on('connection', (socket) => socket.on('data', (bytes) => (said += bytes)))
  connection.ask(0)
  await next()
  expect(said).toMatch(/^GET \/api\/status HTTP\/1\.1\r\nHost: 127\.0\.0\.1:\d+\r\n\r\n$/)
})

test('where the server closes, the next request opens a new connection', async () => {
  expect(await ask((socket) => socket.end(OK.replace('Content', 'Connection: close\r\nContent')), 2)).toEqual(
    [true, true],
  )
  expect(sockets).toHaveLength(2)
})

test('a connection that the server closes between two requests costs none', async () => {
  let closed: Promise<unknown> = Promise.resolve()
  const { connection, next } = await connect((socket) => socket.write(OK, () => socket.end()))
  for (const _ of [1, 2]) {
    connection.ask(0)
    expect(await next()).toBe(true)
    const [socket] = sockets.slice(-1)
    closed = new Promise((resolve) => socket?.once('close', resolve))
    await closed
  }
  expect(sockets).toHaveLength(2)
})

test('an answer of HTTP/1.0 that ends with the connection is one, unless the connection fails', async () => {
  const answer = 'HTTP/1.0 200 OK\r\n\r\nok'
  expect(await ask((socket) => socket.end(answer))).toEqual([true])
  const { connection, next } = await connect((socket) => socket.write(answer))
  connection.ask(0)
  const answered = next()
  while (sockets[1]?.bytesRead !== answer.length) await new Promise(setImmediate)
  sockets[1].destroy(new Error('read ECONNRESET'))
  expect(await answered).toBe(false)
})

test.each([
  '301 Moved Permanently',
  '307 Temporary Redirect',
  '404 Not Found',
  '503 Unavailable',
  '304 Same',
])('%s is no success, and is not followed', async (status) => {
  const location = 'Location: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n'
  expect(await ask((socket) => socket.write(`HTTP/1.1 ${status}\r\n${location}`), 2)).toEqual([false, false])
  expect(sockets).toHaveLength(1)
})

test('a reset connection is no answer', async () =>
  expect(await ask((socket) => socket.resetAndDestroy(), 2)).toEqual([false, false]))

test('a server that hangs up at once is no answer', async () =>
  expect(
    await ask(
      () => undefined,
      2,
      (socket) => socket.end(),
    ),
  ).toEqual([false, false]))

test('nobody at the port is no answer', async () => {
  const { connection, next, server } = await connect(() => undefined)
  await new Promise((resolve) => server.close(resolve))
  connection.ask(0)
  expect(await next()).toBe(false)
})

/** Writes as fast as the other side takes it. */
function flood(socket: net.Socket, head: string, piece: string): void {
  socket.write(head)
  const more = () => {
    while (!socket.destroyed && socket.write(piece));
  }
  socket.on('drain', more)
  more()
}

test.each([
  ['a body without end', 'HTTP/1.1 200 OK\r\n\r\n', 'x'.repeat(100_000)],
  ['a gigabyte', 'HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n', 'x'.repeat(100_000)],
  [
    'chunks without end',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n',
    '1\r\nx\r\n'.repeat(10_000),
  ],
  ['headers without end', 'HTTP/1.1 200 OK\r\n', `X: ${'x'.repeat(1000)}\r\n`.repeat(100)],
  ['one header of a megabyte', 'HTTP/1.1 200 OK\r\nX: ', 'x'.repeat(1_000_000)],
  ['a status line without end', '', 'HTTP/1.1 200 '.repeat(10_000)],
  ['news without end', '', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(1000)],
  ['a chunk size without end', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n', '0'.repeat(10_000)],
])('%s is no answer, and is not read past the bound', async (_what, head, piece) => {
  expect(await ask((socket) => flood(socket, head, piece), 3)).toEqual([false, false, false])
  expect(sockets).toHaveLength(3)
  // The piece that goes past the bound is the last one.
  expect(bytesRead()).toBeLessThanOrEqual(3 * (MOST_BYTES + 16 * 1024))
})

test('what is not HTTP is no answer', async () =>
  expect(await ask((socket) => socket.write('{"hostname":"api"}\n'), 2)).toEqual([false, false]))

test('an answer before the request is none', async () => {
  expect(
    await ask(
      () => undefined,
      2,
      (socket) => socket.write(OK),
    ),
  ).toEqual([false, false])
  expect(sockets).toHaveLength(2)
})

test('answers that nobody asked for end the connection and count for nothing', async () => {
  expect(await ask((socket) => socket.write(OK + OK), 2)).toEqual([false, false])
  let more: () => void = () => undefined
  const { connection, next } = await connect((socket) => {
    socket.write(OK)
    more = () => socket.write(OK.repeat(100))
  })
  for (const _ of [1, 2]) {
    connection.ask(0)
    expect(await next()).toBe(true)
    const closed = new Promise((resolve) => sockets.at(-1)?.once('close', resolve))
    more()
    await closed
  }
  expect(sockets).toHaveLength(4)
})

test('an answer that trickles is given up after ten seconds, whatever comes in', async () => {
  const { connection, next } = await connect((socket) => socket.write('HTTP/1.1 200 OK\r\nX: '))
  connection.ask(0)
  const answered = next()
  while (bytesRead() === 0) await new Promise(setImmediate)
  connection.look(10_000)
  expect(sockets[0]?.destroyed).toBe(false)
  connection.look(10_001)
  expect(await answered).toBe(false)
  expect(sockets[0]?.destroyed).toBe(true)
})

test('a server that never says a word is given up after ten seconds', async () => {
  const { connection, next } = await connect(() => undefined)
  connection.ask(0)
  const answered = next()
  connection.look(10_001)
  expect(await answered).toBe(false)
})

test('a connection that is closed under way is closed when that returns, and ends nothing', async () => {
  const { connection, next } = await connect((socket) => socket.write('HTTP/1.1 200 OK\r\n\r\nok'))
  let hasEnded = false
  connection.ask(0)
  void next().then(() => {
    hasEnded = true
  })
  while (bytesRead() === 0) await new Promise(setImmediate)
  await connection.close()
  expect(sockets.map(({ closed }) => closed)).toEqual([true])
  await new Promise(setImmediate)
  expect(hasEnded).toBe(false)
})
