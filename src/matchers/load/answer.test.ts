import { expect, test } from 'vitest'
import { AnswerReader, MOST_BYTES, type Reading } from './answer.ts'

/** What is known after each of some pieces. */
const read = (...pieces: string[]) => {
  const answer = new AnswerReader()
  const readings = pieces.map((piece) => answer.read(Buffer.from(piece, 'latin1')))
  return { readings, status: answer.status, isKept: answer.isKept, closed: answer.close() }
}
const last = (...pieces: string[]): Reading | undefined => read(...pieces).readings.at(-1)

const CHUNKED = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'

test('an answer is whole with the last byte of its length, and not before', () => {
  const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\n'
  expect(read(`${head}he`, 'll', 'o')).toMatchObject({
    readings: ['more', 'more', 'whole'],
    status: 200,
    isKept: true,
  })
})

test('an answer is the same byte by byte', () => {
  const text = `${CHUNKED}3;q="a;b"\r\nabc\r\nA\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n`
  const { readings } = read(...text)
  expect(readings.indexOf('whole')).toBe(text.length - 1)
  expect(readings).not.toContain('broken')
  expect(last(text)).toBe('whole')
})

test('what has no body ends with its headers', () => {
  expect(last('HTTP/1.1 204 No Content\r\n\r\n')).toBe('whole')
  expect(last('HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n')).toBe('whole')
  expect(last('HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n')).toBe('whole')
})

test('news on the way are no answer', () => {
  const news = 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'
  expect(read(news)).toMatchObject({ readings: ['more'], closed: 'broken' })
  expect(read(`${news}${news}HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n`)).toMatchObject({
    readings: ['whole'],
    status: 200,
  })
})

test('without a length an answer lasts until the server closes, and the connection is not kept', () => {
  const answer = read('HTTP/1.0 200 OK\r\n\r\n', 'some', 'text')
  expect(answer).toMatchObject({ readings: ['more', 'more', 'more'], isKept: false, closed: 'whole' })
  expect(read('HTTP/1.1 200 OK\r\n\r\n').isKept).toBe(false)
})

test('a connection that the server will close is not kept', () => {
  const head = (version: string, line: string) => `HTTP/${version} 200 OK\r\n${line}Content-Length: 0\r\n\r\n`
  expect(read(head('1.1', 'Connection: Close\r\n')).isKept).toBe(false)
  expect(read(head('1.0', '')).isKept).toBe(false)
  expect(read(head('1.1', '')).isKept).toBe(true)
})

test('an answer that stops half-way is not whole', () => {
  expect(read('HTTP/1.1 200 OK\r\nContent-Le').closed).toBe('broken')
  expect(read('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell').closed).toBe('broken')
  expect(read(`${CHUNKED}5\r\nhello\r\n`).closed).toBe('broken')
  expect(read().closed).toBe('broken')
})

test.each([
  ['a greeting of something else', 'SSH-2.0-OpenSSH_9.6\r\n'],
  ['an old web server without a status', '<html>\n'],
  ['a status that is no number', 'HTTP/1.1 2OO OK\r\n'],
  ['another version', 'HTTP/2 200\r\n'],
  ['a change of protocol', 'HTTP/1.1 101 Switching Protocols\r\n'],
  ['a header without a colon', 'HTTP/1.1 200 OK\r\nnonsense\r\n'],
  ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n'],
  ['a length below nothing', 'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n'],
  ['a length of many digits', `HTTP/1.1 200 OK\r\nContent-Length: ${'9'.repeat(40)}\r\n`],
  ['a length and chunks', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n'],
  ['an unknown encoding', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n'],
  ['a chunk without a size', `${CHUNKED}\r\n`],
  ['a chunk of a size that is none', `${CHUNKED}0x5\r\nhello\r\n`],
  ['a chunk of too many digits', `${CHUNKED}${'0'.repeat(9)}5\r\nhello\r\n`],
  ['a chunk longer than it says', `${CHUNKED}5\r\nhello!\r\n`],
  ['bytes behind its end', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab'],
  ['a second answer behind the first', 'HTTP/1.1 204 No\r\n\r\nHTTP/1.1 204 No\r\n\r\n'],
])('%s is no answer', (_what, text) => expect(last(text)).toBe('broken'))

test('a body is read as far as the bound, and no further', () => {
  const head = `HTTP/1.1 200 OK\r\nContent-Length: ${MOST_BYTES * 2}\r\n\r\n`
  const most = 'x'.repeat(MOST_BYTES - head.length)
  expect(read(head + most).readings).toEqual(['more'])
  expect(read(head + most, 'x').readings).toEqual(['more', 'broken'])
})

test('headers count like the body', () => {
  const header = `X: ${'x'.repeat(1000)}\r\n`
  expect(last(`HTTP/1.1 200 OK\r\n${header.repeat(100)}\r\n`)).toBe('broken')
  expect(last(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(MOST_BYTES)}`)).toBe('broken')
})

test('an answer in very many pieces is given up', () => {
  const { readings } = read('HTTP/1.1 200 OK\r\nX: ', ...'x'.repeat(300))
  expect(readings.indexOf('broken')).toBe(256)
})

test('the trickiest text of 64 KiB is read to its end', () => {
  const length = 'HTTP/1.1 200 OK\r\nContent-Length: '
  for (const text of ['\r'.repeat(65_000), ' '.repeat(65_000), '0'.repeat(65_000), ';'.repeat(65_000)]) {
    expect(last(`${length}${text}\n`)).toBe('broken')
    expect(last(`HTTP/1.1 200 OK\r\nX:${text}\n`)).toBe('more')
    expect(last(`${CHUNKED}${text}\n`)).toBe('broken')
  }
})
